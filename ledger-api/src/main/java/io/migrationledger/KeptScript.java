package io.migrationledger;

import io.migrationledger.event.Json;
import io.migrationledger.migration.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table beside the ledger: the text of a migration's scripts as an attempt ran them, or a snapshot of the
 * schema. A script is as it was before placeholders were replaced, so that it holds no value of one. Immutable.
 *
 * @param hash SHA-256 of {@code text}, as 64 hexadecimal digits in lower case: what events name it by
 * @param text the row's text: gzip (RFC 1952) of a JSON document, in Base64 (RFC 4648); the document has the members {@code up}
 *     and {@code down}, each with {@code sql} and perhaps {@code directives}, or the one member {@code snapshot}
 */
public record KeptScript(String hash, String text) {
    /** No document is longer than this, in bytes: longer scripts are not kept. */
    public static final int LONGEST = 16 * 1024 * 1024;

    /** No row's text is longer than this, in characters: scripts that do not fit are not kept. */
    public static final int LONGEST_TEXT = 1024 * 1024;

    private static final String SNAPSHOT = "{\"snapshot\":";

    /** Returns a row of this text, under its hash. */
    public static KeptScript of(String text) {
        return new KeptScript(Sha256.hex(text), text);
    }

    /**
     * A script.
     *
     * @param directives how it is run, as it would stand behind {@code -- ledger:}, wherever that was said; may be empty
     * @param sql its text: without byte order mark, each line ending as one line feed
     */
    public record Script(String directives, String sql) {}

    /** Returns whether the text is what its hash says. */
    public boolean isIntact() {
        return Sha256.hex(text).equals(hash);
    }

    /**
     * Returns the script that applies the migration, or empty where it is no script.
     *
     * @throws LedgerException with code {@link ErrorCode#BROKEN_CHAIN} where the text is not what its hash says, or with {@link
     *     ErrorCode#UNKNOWN_FORMAT} where it cannot be read
     */
    public Optional<Script> up() {
        return script("up");
    }

    /**
     * Returns the script that takes it back, or empty where there was none.
     *
     * @throws LedgerException as {@link #up} does
     */
    public Optional<Script> down() {
        return script("down");
    }

    /**
     * Returns the canonical text of the snapshot that this row keeps ({@code io.migrationledger.spi.schema.Snapshot.parse} reads
     * it), or empty where the row keeps scripts.
     *
     * @throws LedgerException as {@link #up} does
     */
    public Optional<String> snapshot() {
        checkIntact();
        try {
            String document = document();
            return document.startsWith(SNAPSHOT)
                    ? Optional.of(document.substring(SNAPSHOT.length(), document.length() - 1))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    private void checkIntact() {
        if (!isIntact()) {
            throw LedgerException.input(
                    ErrorCode.BROKEN_CHAIN,
                    "the kept text " + hash + " is not what its hash says",
                    Advice.of("Do not rely on it. '", Action.VERIFY, "' names the first event that it belongs to."));
        }
    }

    private LedgerException unreadable(Exception e) {
        return new LedgerException(
                ErrorCode.UNKNOWN_FORMAT,
                "the kept text " + hash + " cannot be read: " + e.getMessage(),
                LedgerException.NOTHING_CHANGED,
                Advice.of("Use a version of Migration Ledger that is at least as new as the one that wrote it."),
                e);
    }

    private Optional<Script> script(String direction) {
        checkIntact();
        try {
            return Json.object(document()).get(direction) instanceof Map<?, ?> part
                    ? Optional.of(new Script(member(part, "directives"), member(part, "sql")))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    private static String member(Map<?, ?> part, String name) {
        @Nullable Object value = part.get(name);
        return value instanceof String string ? string : "";
    }

    private String document() throws IOException {
        byte[] zipped = Base64.getDecoder().decode(text);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] document = in.readNBytes(LONGEST + 1);
            if (document.length > LONGEST) {
                throw new IOException("it is longer than " + LONGEST + " bytes");
            }
            return new String(document, StandardCharsets.UTF_8);
        }
    }
}
