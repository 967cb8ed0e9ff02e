package io.migrationledger.audit.export;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.event.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first line of an export.
 *
 * @param dialect the driver that the ledger was read with, such as {@code postgres}
 * @param table the name of the ledger table, without its schema
 */
public record ExportHeader(String dialect, String table) {
    /** What the first line calls the format. */
    static final String FORMAT = "migration-ledger-export";

    /** The version of the format that is written, and the only one so far. */
    static final long VERSION = 1;

    String line() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("format", FORMAT);
        members.put("version", VERSION);
        members.put("dialect", dialect);
        members.put("table", table);
        return Json.write(members);
    }

    /** Reads the first line of a file. */
    static ExportHeader of(String line, String file) {
        Map<String, @Nullable Object> members;
        try {
            members = Json.object(line);
        } catch (IllegalArgumentException e) {
            throw none(file);
        }
        if (!FORMAT.equals(members.get("format")) || !(members.get("version") instanceof Long version)) {
            throw none(file);
        }
        if (version != VERSION) {
            throw LedgerException.input(
                    ErrorCode.UNKNOWN_FORMAT,
                    file + " is an export of version " + version + ", and this program reads version " + VERSION,
                    "Use a version of Migration Ledger that is at least as new as the one that wrote it.");
        }
        if (members.get("dialect") instanceof String dialect && members.get("table") instanceof String table) {
            ExportHeader header = new ExportHeader(dialect, table);
            if (header.line().equals(line)) {
                return header;
            }
        }
        throw none(file);
    }

    static LedgerException none(String file) {
        return LedgerException.input(
                ErrorCode.NOT_AN_EXPORT,
                file + " is no export of a ledger: its first line is not that of one",
                "Give a file that an export of Migration Ledger wrote, unchanged.");
    }
}
