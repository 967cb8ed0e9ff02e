package io.migrationledger.dialect.mysql.server;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.support.ErrorPlace;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The servers' error numbers (https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html,
 * https://mariadb.com/kb/en/mariadb-error-code-reference/).
 */
public final class MysqlErrors {
    public static final int DATABASE_EXISTS = 1007;
    public static final int DATABASE_DROP_EXISTS = 1008;
    /** With innodb_snapshot_isolation: another transaction has written a row since this one's snapshot (MariaDB). */
    static final int RECORD_CHANGED = 1020;

    public static final int ACCESS_DENIED_DATABASE = 1044;
    static final int ACCESS_DENIED = 1045;
    static final int NO_DATABASE_SELECTED = 1046;
    /** What a node of Galera says to every query while it takes no part in the cluster. */
    static final int UNKNOWN_COMMAND = 1047;

    public static final int UNKNOWN_DATABASE = 1049;
    public static final int TABLE_EXISTS = 1050;
    public static final int UNKNOWN_TABLE = 1051;
    public static final int DUPLICATE_COLUMN = 1060;
    public static final int DUPLICATE_KEY_NAME = 1061;
    static final int DUPLICATE_KEY = 1062;
    public static final int PARSE_ERROR = 1064;
    public static final int EMPTY_QUERY = 1065;
    public static final int CANNOT_DROP_PART = 1091;
    public static final int CANNOT_OPEN_LIBRARY = 1126;
    public static final int NO_SUCH_GRANT = 1141;
    public static final int TABLE_ACCESS_DENIED = 1142;
    public static final int COLUMN_ACCESS_DENIED = 1143;
    public static final int NO_SUCH_TABLE = 1146;
    public static final int SYNTAX_ERROR = 1149;
    public static final int REPLICA_RUNNING = 1198;
    public static final int REPLICA_NOT_CONFIGURED = 1200;
    /** Of a COMMIT that the engine, or the cluster, did not let through. */
    static final int ERROR_DURING_COMMIT = 1180;

    public static final int LOCK_WAIT_TIMEOUT = 1205;
    static final int DEADLOCK = 1213;
    public static final int SPECIFIC_ACCESS_DENIED = 1227;
    public static final int READ_ONLY_OPTION = 1290;
    public static final int ROUTINE_EXISTS = 1304;
    public static final int NO_SUCH_ROUTINE = 1305;
    public static final int NO_SUCH_SAVEPOINT = 1305;
    /** A table that is no view, or the other way. */
    public static final int WRONG_OBJECT = 1347;

    public static final int VIEW_INVALID = 1356;
    public static final int TRIGGER_EXISTS = 1359;
    public static final int NO_SUCH_TRIGGER = 1360;
    public static final int ROUTINE_ACCESS_DENIED = 1370;
    static final int CANNOT_USER = 1396;
    public static final int ROUTINE_UNREADABLE = 1457;
    public static final int SERVER_EXISTS = 1476;
    public static final int UNKNOWN_SERVER = 1477;
    public static final int EVENT_EXISTS = 1537;
    public static final int UNKNOWN_EVENT = 1539;
    public static final int EVENT_INTERVAL = 1542;
    public static final int EVENT_ENDS_BEFORE = 1543;
    public static final int EVENT_IN_THE_PAST = 1544;
    static final int DUPLICATE_KEY_NAMED = 1586;
    /** Of a number that an expression comes to. */
    public static final int OUT_OF_RANGE = 1690;

    public static final int TRUNCATE_ILLEGAL_FOREIGN_KEY = 1701;
    public static final int READ_ONLY_TRANSACTION = 1792;
    public static final int REPLICA_NOT_INITIALIZED = 1794;
    public static final int MUST_CHANGE_PASSWORD = 1820;
    public static final int READ_ONLY_MODE = 1836;
    public static final int MUST_CHANGE_PASSWORD_LOGIN = 1862;
    /** Group Replication: another member has written the same row (ER_TRANSACTION_ROLLBACK_DURING_COMMIT). */
    static final int NOT_CERTIFIED = 3101;

    public static final int LOCK_NOWAIT = 3572;
    public static final int UNKNOWN_SEQUENCE = 4091;
    public static final int UNKNOWN_DATA_TYPE = 4161;

    private MysqlErrors() {}

    public static boolean isLockTimeout(SQLException error) {
        return switch (error.getErrorCode()) {
            case LOCK_WAIT_TIMEOUT, DEADLOCK, LOCK_NOWAIT -> true;
            default -> false;
        };
    }

    /**
     * By number: Connector/J gives a lock's timeout (1205) the SQLSTATE of a serialization failure, too
     * ({@code com.mysql.cj.exceptions.MysqlErrorNumbers}). After a timeout only the statement is rolled back, and to wait
     * again is the user's decision; after a deadlock the whole transaction is
     * (https://dev.mysql.com/doc/refman/8.0/en/innodb-error-handling.html).
     */
    public static boolean isConflict(SQLException error) {
        return switch (error.getErrorCode()) {
            case LOCK_WAIT_TIMEOUT -> false;
            // As after a deadlock the whole transaction is rolled back (https://mariadb.com/kb/en/set-transaction/).
            case RECORD_CHANGED -> true;
            // Two writes of one row on two nodes of a cluster: the later one is undone.
            case NOT_CERTIFIED, ERROR_DURING_COMMIT -> true;
            default -> "40001".equals(error.getSQLState());
        };
    }

    /**
     * Class 08 is of connections (ISO/IEC 9075-2), with a node of Galera that takes no part among them (1047). MariaDB's client
     * says 25S03 where it has gone to another server of the address ({@code org.mariadb.jdbc.client.impl.MultiPrimaryClient}).
     */
    public static boolean isConnectionLost(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("08") || state.equals("25S03");
    }

    /** Returns the server's own words of an error, without the connection's number that MariaDB's client puts before them. */
    public static String words(SQLException error) {
        return String.valueOf(error.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
    }

    /**
     * Of the ledger's own INSERT: a column without a default (1364), a text that a column's character set does not hold
     * (1366), a CHECK (3819, MariaDB 4025); the first three come as HY000
     * (https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html,
     * https://mariadb.com/kb/en/mariadb-error-code-reference/).
     */
    public static boolean isTableChanged(SQLException error) {
        return switch (error.getErrorCode()) {
            case 1364, 1366, 3819, 4025 -> true;
            default -> false;
        };
    }

    public static boolean isDuplicateKey(SQLException error) {
        return error.getErrorCode() == DUPLICATE_KEY || error.getErrorCode() == DUPLICATE_KEY_NAMED;
    }

    /** With the binary log on, CREATE TRIGGER needs more than the TRIGGER privilege. */
    public static boolean isTriggerRefused(SQLException error) {
        return switch (error.getErrorCode()) {
            // https://dev.mysql.com/doc/refman/8.0/en/stored-programs-logging.html
            case 1419, TABLE_ACCESS_DENIED, SPECIFIC_ACCESS_DENIED -> true;
            default -> false;
        };
    }

    public static boolean isAccessDenied(SQLException error) {
        return switch (error.getErrorCode()) {
            case ACCESS_DENIED_DATABASE,
                    TABLE_ACCESS_DENIED,
                    SPECIFIC_ACCESS_DENIED,
                    COLUMN_ACCESS_DENIED,
                    ROUTINE_ACCESS_DENIED -> true;
            default -> false;
        };
    }

    public static Optional<LedgerException> explain(SQLException error) {
        String words = " (" + error.getMessage() + ")";
        if (String.valueOf(error.getMessage()).contains("Public Key Retrieval is not allowed")) {
            return explained(
                    ErrorCode.NO_CONNECTION,
                    "the client does not fetch the server's public key, which it needs to send the password" + words,
                    Advice.of(
                            "Connect with TLS (sslMode=REQUIRED in the address), or trust the network with"
                                    + " allowPublicKeyRetrieval=true; and check ",
                            Action.USER,
                            "."),
                    error);
        }
        // Said by Connector/J itself, with no number.
        if (String.valueOf(error.getMessage()).contains("Connection is read-only")) {
            return Optional.of(clientReadOnly(error));
        }
        return switch (error.getErrorCode()) {
            case ACCESS_DENIED ->
                explained(
                        ErrorCode.NO_CONNECTION,
                        "the server refused the log-in" + words,
                        Advice.of("Check ", Action.USER, ", and that the account may connect from this machine."),
                        error);
            case ACCESS_DENIED_DATABASE ->
                explained(
                        ErrorCode.NO_CONNECTION,
                        "the account may not use the database" + words,
                        Advice.of("Let an administrator grant it the rights on this database."),
                        error);
            case UNKNOWN_DATABASE ->
                explained(
                        ErrorCode.NO_CONNECTION,
                        "the database does not exist" + words,
                        Advice.of(
                                "Create it (CREATE DATABASE … CHARACTER SET utf8mb4), or fix the name in ",
                                Action.ADDRESS,
                                "."),
                        error);
            case NO_DATABASE_SELECTED -> Optional.of(noDatabase(error));
            case TABLE_ACCESS_DENIED, SPECIFIC_ACCESS_DENIED ->
                explained(
                        ErrorCode.DATABASE_ERROR,
                        "the account lacks a privilege" + words,
                        Advice.of("Grant it; docs/mysql.md lists what a runner needs."),
                        error);
            case READ_ONLY_OPTION, READ_ONLY_MODE, READ_ONLY_TRANSACTION ->
                explained(
                        ErrorCode.READ_ONLY,
                        "the server takes no writes" + words,
                        Advice.of("Connect to the primary server; this one is a replica or has been made read-only."),
                        error);
            case UNKNOWN_COMMAND ->
                String.valueOf(error.getMessage()).contains("WSREP")
                        ? Optional.of(Galera.notReady(words(error), error))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** @param cause what the client said, where it was asked to write */
    static LedgerException clientReadOnly(@Nullable SQLException cause) {
        return new LedgerException(
                ErrorCode.READ_ONLY,
                "the client has made this connection read-only, as Connector/J does on every host of the address but the"
                        + " first" + (cause == null ? "" : " (" + words(cause) + ")"),
                LedgerException.NOTHING_CHANGED,
                Advice.of(
                        "Write failOverReadOnly=false into ",
                        Action.ADDRESS,
                        ", or put the host that takes writes first (and look for setReadOnly(true) in the pool)."),
                cause);
    }

    public static LedgerException noDatabase(SQLException error) {
        return new LedgerException(
                ErrorCode.BAD_OPTION,
                "the address names no database (" + error.getMessage() + ")",
                LedgerException.NOTHING_CHANGED,
                "Name it at the end of the address: jdbc:mysql://host:3306/shop",
                error);
    }

    private static Optional<LedgerException> explained(ErrorCode code, String what, Advice next, SQLException error) {
        return Optional.of(new LedgerException(code, what, LedgerException.NOTHING_CHANGED, next, error));
    }

    private static final Pattern NEAR = Pattern.compile("near '(.*)' at line (\\d{1,9})", Pattern.DOTALL);

    /**
     * Returns the place of a syntax error: the server quotes the statement from there on, cut to 80 characters
     * (https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html#error_er_parse_error).
     */
    public static OptionalInt position(SQLException error, String statement) {
        Matcher near = NEAR.matcher(String.valueOf(error.getMessage()));
        return near.find()
                ? ErrorPlace.near(statement, Integer.parseInt(near.group(2)), near.group(1))
                : OptionalInt.empty();
    }
}
