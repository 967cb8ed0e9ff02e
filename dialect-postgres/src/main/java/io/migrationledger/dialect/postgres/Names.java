package io.migrationledger.dialect.postgres;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Identifiers and literals, written so that no name can break out of them. */
final class Names {
    /** Longer names are cut by the server, silently (https://www.postgresql.org/docs/current/limits.html). */
    private static final int MAX_BYTES = 63;

    private Names() {}

    /** A string constant; the {@code E} form means the same whatever standard_conforming_strings says. */
    static String literal(String text) {
        String doubled = text.replace("'", "''");
        return doubled.indexOf('\\') < 0 ? '\'' + doubled + '\'' : "E'" + doubled.replace("\\", "\\\\") + '\'';
    }

    /** Returns the name. @throws LedgerException where the server would cut it */
    static String checked(String identifier) {
        if (bytes(identifier) > MAX_BYTES || identifier.indexOf('\0') >= 0) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "PostgreSQL would cut the name '" + identifier + "' to " + MAX_BYTES + " bytes",
                    "Choose a shorter name for the ledger's table or schema.");
        }
        return identifier;
    }

    /** Returns the name of something that belongs to a table, short enough for the server. */
    static String derived(String table, String suffix) {
        String prefix = table;
        while (bytes(prefix) + suffix.length() > MAX_BYTES) {
            prefix = prefix.substring(0, prefix.offsetByCodePoints(prefix.length(), -1));
        }
        return prefix + suffix;
    }

    /** Returns the last part of a name as the server keeps it: folded unless quoted, cut to its length. */
    static String folded(String written) {
        int dot = lastDot(written);
        String part = written.substring(dot + 1).strip();
        String name = part.startsWith("\"")
                ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                : part.toLowerCase(Locale.ROOT);
        return derived(name, "");
    }

    private static int lastDot(String written) {
        int dot = -1;
        boolean quoted = false;
        for (int i = 0; i < written.length(); i++) {
            quoted ^= written.charAt(i) == '"';
            dot = !quoted && written.charAt(i) == '.' ? i : dot;
        }
        return dot;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
