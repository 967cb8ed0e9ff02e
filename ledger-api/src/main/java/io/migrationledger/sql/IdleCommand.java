package io.migrationledger.sql;

import java.util.regex.Pattern;

/**
 * Commands of psql that change neither the database nor what the statements behind them mean; pg_dump writes some into each
 * dump (https://www.postgresql.org/docs/current/app-psql.html). They are passed over like comments. That a run stops at the
 * first error is what {@code ON_ERROR_STOP} asks for, and what the ledger does.
 */
final class IdleCommand {
    private static final Pattern IDLE = Pattern.compile(
            "\\\\(?:(?:un)?restrict(?: \\w+)?|(?:q?echo|warn)\\b[^`\\\\]*|timing(?: \\w+)?"
                    + "|set (?:VERBOSITY|ON_ERROR_STOP|QUIET)\\b[^`\\\\:]*|unset (?:VERBOSITY|ON_ERROR_STOP|QUIET))\\s*");

    private IdleCommand() {}

    /** Returns whether a line is such a command, and nothing else stands in it. */
    static boolean is(String line) {
        return IDLE.matcher(line).matches();
    }
}
