package io.migrationledger.internal.connect;

import static io.migrationledger.ErrorCode.DATABASE_ERROR;
import static io.migrationledger.ErrorCode.NO_CONNECTION;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns errors of the database into errors of the ledger. */
public final class DatabaseErrors {

    /** SQLSTATE of a statement that was cancelled: PostgreSQL's query_canceled, MySQL's ER_QUERY_INTERRUPTED. */
    private static final Set<String> CANCELLED = Set.of("57014", "70100");

    /** MySQL's ER_QUERY_TIMEOUT, which has no SQLSTATE of its own. */
    private static final int MYSQL_QUERY_TIMEOUT = 3024;

    private static final String DISK_FULL = "53100";

    /** PostgreSQL's class of insufficient resources (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
    private static final String SHORT_OF_RESOURCES = "53";

    /** MySQL's ER_DISK_FULL and ER_RECORD_FILE_FULL, which have no SQLSTATE of their own. */
    private static final Set<Integer> MYSQL_FULL = Set.of(1021, 1114);

    /** What systems and databases say of it: ENOSPC, by its words or its number, and SQLite's SQLITE_FULL. */
    private static final Pattern NO_ROOM = Pattern.compile(
            "No space left on device|database or disk is full" + "|(?:errno|Errcode|Got error)[: ]+28\\b");

    private DatabaseErrors() {}

    /**
     * Returns whether a statement found no room, on the disk or up to a limit that is set, and was not refused.
     *
     * @param words the database's own words, without what its JDBC driver puts around them
     */
    public static boolean isFull(@Nullable String sqlState, int code, String words) {
        String state = String.valueOf(sqlState);
        return state.equals(DISK_FULL)
                || (MYSQL_FULL.contains(code) && state.equals("HY000"))
                || NO_ROOM.matcher(words).find();
    }

    /** Returns whether the server was short of something else than room on a disk: memory, locks, connections. */
    public static boolean isShort(@Nullable String sqlState) {
        String state = String.valueOf(sqlState);
        return state.startsWith(SHORT_OF_RESOURCES) && !state.equals(DISK_FULL);
    }

    /**
     * Returns whether a statement was cancelled, by a person or by a time limit, and not refused.
     *
     * @param words the database's own words, without what its JDBC driver puts around them
     */
    public static boolean isCancelled(@Nullable String sqlState, int code, String words) {
        String state = String.valueOf(sqlState);
        return CANCELLED.contains(state)
                || (code == MYSQL_QUERY_TIMEOUT && state.equals("HY000"))
                || words.equals("interrupted"); // SQLite's SQLITE_INTERRUPT
    }

    /** Returns whether the SQLSTATE says that the connection was cut: class 08, or PostgreSQL's of a shutdown. */
    public static boolean isCut(@Nullable String sqlState) {
        String state = String.valueOf(sqlState);
        return state.startsWith("08") || state.startsWith("57P0");
    }

    /** Returns the error for a connection that could not be made. */
    static LedgerException noConnection(SQLException e) {
        return new LedgerException(
                NO_CONNECTION,
                "the database could not be reached or refused the log-in: " + words(e),
                LedgerException.NOTHING_CHANGED,
                Advice.of("Check ", Action.LOGIN, "."),
                e);
    }

    /** Returns the error for a failure outside any migration. */
    static LedgerException database(SQLException e) {
        return new LedgerException(
                DATABASE_ERROR,
                "the database reported an error: " + words(e),
                "What is recorded in the ledger is in effect.",
                Advice.again(" once the cause is fixed: it goes on from what is recorded."),
                e);
    }

    /** Returns the error for a script that cannot be read without asking the database. */
    public static LedgerException withoutDatabase(String product, SQLException e) {
        return new LedgerException(
                DATABASE_ERROR,
                "the scripts cannot be read as " + product + " reads them without a database: " + words(e),
                LedgerException.NOTHING_CHANGED,
                "Name a database instead of a dialect.",
                e);
    }

    /**
     * Returns the error for a server that was not reached: it names the server, and says nothing of what a ledger records
     * that nobody has seen.
     *
     * @param server host and port; empty where they are not known
     */
    static LedgerException notReached(LedgerException error, String server) {
        if (error.code() != NO_CONNECTION) {
            return error;
        }
        boolean named = server.isEmpty() || error.what().contains(server);
        return new LedgerException(
                NO_CONNECTION,
                named ? error.what() : server + ": " + error.what(),
                LedgerException.NOTHING_CHANGED,
                error.advice(),
                error.getCause());
    }

    /** Returns the words of an error on one line, without Connector/J's account of packets. */
    public static String brief(@Nullable String message) {
        String text = String.valueOf(message);
        int packets = text.indexOf("\n\nThe last packet ");
        return packets < 0 ? text : text.substring(0, packets);
    }

    private static String words(SQLException e) {
        String state = e.getSQLState() == null ? "" : " (SQLSTATE " + e.getSQLState() + ")";
        return brief(e.getMessage()) + state;
    }
}
