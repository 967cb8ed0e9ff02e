package io.migrationledger.migration;

import io.migrationledger.migration.Directives.Placeholders;
import io.migrationledger.migration.Directives.Transaction;
import java.time.Duration;
import java.util.StringJoiner;

/**
 * Directives as one line, for a script that is kept apart from its file: those that say how its statements are run. What they
 * say holds wherever it came from: the script's head, a file of settings beside it, another tool's marks.
 */
public final class ScriptDirectives {
    private static final long MOST_MILLIS = 999_999_999;

    private ScriptDirectives() {}

    /** Returns what differs from {@link Directives#NONE}, as it stands behind {@code -- ledger:}; may be empty. */
    public static String written(Directives directives) {
        StringJoiner words = new StringJoiner(" ");
        if (directives.transaction() == Transaction.NONE) {
            words.add("transaction=none");
        }
        if (directives.placeholders() == Placeholders.NONE) {
            words.add("placeholders=none");
        }
        directives.lockTimeout().ifPresent(limit -> words.add("lock-timeout=" + written(limit)));
        directives.statementTimeout().ifPresent(limit -> words.add("statement-timeout=" + written(limit)));
        return words.toString();
    }

    private static String written(Duration limit) {
        return limit.toMillis() <= MOST_MILLIS ? limit.toMillis() + "ms" : limit.toSeconds() + "s";
    }

    /**
     * Returns what {@link #written} wrote.
     *
     * @param location where it stands, for the error
     * @throws io.migrationledger.LedgerException where it cannot be read
     */
    public static Directives read(String location, String text) {
        return text.isEmpty()
                ? Directives.NONE
                : ScriptHead.ofDown(location, "", "-- ledger: " + text, Directives.NONE)
                        .directives();
    }
}
