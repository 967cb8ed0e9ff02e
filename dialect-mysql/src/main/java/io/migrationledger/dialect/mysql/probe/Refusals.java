package io.migrationledger.dialect.mysql.probe;

import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.statement.Effect;
import io.migrationledger.dialect.mysql.statement.Reading;
import io.migrationledger.dialect.mysql.statement.Target;
import io.migrationledger.spi.StatementKind;
import java.sql.SQLException;
import java.util.Set;

/**
 * Tells by the error's number that a server refused a statement before it did any of it
 * (https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html,
 * https://mariadb.com/kb/en/mariadb-error-code-reference/).
 */
public final class Refusals {
    /** Of the parser, which reads a statement to its end before the server executes it. */
    private static final Set<Integer> PARSER =
            Set.of(MysqlErrors.PARSE_ERROR, MysqlErrors.SYNTAX_ERROR, MysqlErrors.UNKNOWN_DATA_TYPE);

    /** Privileges, and servers that take no writes: found out for all that a statement names before it begins. */
    private static final Set<Integer> NOT_ALLOWED = Set.of(
            MysqlErrors.ACCESS_DENIED_DATABASE,
            MysqlErrors.TABLE_ACCESS_DENIED,
            MysqlErrors.COLUMN_ACCESS_DENIED,
            MysqlErrors.SPECIFIC_ACCESS_DENIED,
            MysqlErrors.ROUTINE_ACCESS_DENIED,
            MysqlErrors.READ_ONLY_OPTION,
            MysqlErrors.READ_ONLY_TRANSACTION,
            MysqlErrors.READ_ONLY_MODE,
            MysqlErrors.MUST_CHANGE_PASSWORD,
            MysqlErrors.MUST_CHANGE_PASSWORD_LOGIN);

    /** The database that it names is not there, or is there already. */
    private static final Set<Integer> DATABASES =
            Set.of(MysqlErrors.DATABASE_EXISTS, MysqlErrors.DATABASE_DROP_EXISTS, MysqlErrors.UNKNOWN_DATABASE);

    /** The object that it names is not there, or is there already; or a part of it. */
    private static final Set<Integer> NAMES = Set.of(
            MysqlErrors.TABLE_EXISTS,
            MysqlErrors.UNKNOWN_TABLE,
            MysqlErrors.NO_SUCH_TABLE,
            MysqlErrors.ROUTINE_EXISTS,
            MysqlErrors.NO_SUCH_ROUTINE,
            MysqlErrors.TRIGGER_EXISTS,
            MysqlErrors.NO_SUCH_TRIGGER,
            MysqlErrors.EVENT_EXISTS,
            MysqlErrors.UNKNOWN_EVENT,
            MysqlErrors.EVENT_INTERVAL,
            MysqlErrors.EVENT_ENDS_BEFORE,
            MysqlErrors.EVENT_IN_THE_PAST,
            MysqlErrors.UNKNOWN_SEQUENCE,
            MysqlErrors.SERVER_EXISTS,
            MysqlErrors.UNKNOWN_SERVER,
            MysqlErrors.DUPLICATE_COLUMN,
            MysqlErrors.DUPLICATE_KEY_NAME,
            MysqlErrors.CANNOT_DROP_PART);

    /** TRUNCATE takes the table's lock, and looks at its foreign keys, before it empties it. */
    private static final Set<Integer> TRUNCATE =
            Set.of(MysqlErrors.TRUNCATE_ILLEGAL_FOREIGN_KEY, MysqlErrors.LOCK_WAIT_TIMEOUT, MysqlErrors.LOCK_NOWAIT);

    /** Replication that runs or is not configured; a library that cannot be opened. */
    private static final Set<Integer> STATE = Set.of(
            MysqlErrors.REPLICA_RUNNING,
            MysqlErrors.REPLICA_NOT_CONFIGURED,
            MysqlErrors.REPLICA_NOT_INITIALIZED,
            MysqlErrors.CANNOT_OPEN_LIBRARY);

    private Refusals() {}

    /** Returns whether nothing of a statement that runs alone was done; false where the error can also come half-way. */
    public static boolean says(SQLException error, Reading reading) {
        if (reading.judgement().kind() != StatementKind.SELF_COMMITTING || callsCode(reading)) {
            return false;
        }
        int code = error.getErrorCode();
        if (PARSER.contains(code) || NOT_ALLOWED.contains(code)) {
            return true;
        }
        String what = reading.judgement().reason();
        if (what.startsWith("TRUNCATE")) {
            return TRUNCATE.contains(code) || isOfItsOneObject(code, reading);
        }
        if (reading.effect() == Effect.UNKNOWABLE && STATE.contains(code)) {
            return true;
        }
        boolean replaces = what.startsWith("CREATE") && reading.effect() == Effect.EMPTIES; // MariaDB drops it first
        return !replaces && isOfItsOneObject(code, reading);
    }

    /** A function or a trigger may SIGNAL any number. */
    private static boolean callsCode(Reading reading) {
        return reading.effect() == Effect.FILLS || reading.effect() == Effect.WRITES;
    }

    /** MariaDB drops and creates several one after the other, and a database's tables before the database. */
    private static boolean isOfItsOneObject(int code, Reading reading) {
        if (reading.targets().size() != 1) {
            return false;
        }
        boolean database = reading.targets().get(0).kind() == Target.Kind.DATABASE;
        return DATABASES.contains(code) || (!database && NAMES.contains(code));
    }
}
