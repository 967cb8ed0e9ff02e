package io.migrationledger.dialect.postgres;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tries what the ledger's promise rests on, where a server does not call itself what PostgreSQL does: what it does decides, and
 * not its name. That its advisory lock shows in pg_locks has been seen before. The table that it makes is dropped again; one that
 * a crash has left is known by its columns, and dropped by the next trial.
 */
final class Trial {
    /** What PostgreSQL itself answers, and the packages of Debian, Ubuntu and Homebrew. */
    private static final Pattern POSTGRESQL = Pattern.compile(
            "PostgreSQL \\d+(?:\\.\\d+|beta\\d+|rc\\d+|devel)?(?: \\((?:Debian|Ubuntu|Homebrew)\\b[^)]*\\))?"
                    + "(?: on [^,]*)?, compiled by .*, (?:32|64)-bit");

    private static final List<String> COLUMNS = List.of("ledger_key", "ledger_trial");
    private static final String DUPLICATE_KEY = "23505";

    private final Connection connection;
    private final JdbcSql sql;
    private final String product;
    private final String schema;
    private final String table;
    private final String name;

    /** @param ledger the name of the ledger's table */
    Trial(Connection connection, Environment environment, String ledger) throws SQLException {
        this.connection = connection;
        this.sql = new JdbcSql(connection);
        this.product = environment.product();
        // The ledger's schema may not be there yet.
        this.schema = environment.schemaExists() ? environment.schema() : sql.value("SELECT current_schema()");
        this.table = PostgresTable.trialTable(ledger);
        this.name = new ObjectName(schema, table).quoted();
    }

    /** Returns whether the server is known to be PostgreSQL, so that nothing has to be tried. */
    static boolean isPostgresql(String product) {
        return POSTGRESQL.matcher(product).matches();
    }

    /** @throws LedgerException where a run that is cut off could not be finished on this server */
    void run() throws SQLException {
        dropOwn();
        try {
            check(columns().isEmpty(), "a table called " + table + " is in the way: give it another name");
            takesDdlBack();
            sql.execute(creation());
            sql.execute("INSERT INTO " + name + " VALUES (1, 1), (2, 1)");
            refusesEqualKeys();
            takesRowsBack();
            reportsErrorsAtOnce();
        } catch (SQLException e) {
            String state = afterCleaning(e);
            if (String.valueOf(e.getSQLState()).startsWith("08")) {
                throw e;
            }
            throw unsuitable(e, state);
        }
        dropOwn();
    }

    private String afterCleaning(SQLException error) {
        try {
            if (!connection.getAutoCommit()) {
                rollback();
            }
            dropOwn();
            return LedgerException.NOTHING_CHANGED;
        } catch (SQLException left) {
            error.addSuppressed(left);
            return "The table " + table + ", which the trial made, is left; the next one drops it.";
        }
    }

    private String creation() {
        return "CREATE TABLE " + name + " (" + COLUMNS.get(0) + " integer PRIMARY KEY, " + COLUMNS.get(1) + " integer)";
    }

    private void takesDdlBack() throws SQLException {
        takenBack(creation());
        check(columns().isEmpty(), "a CREATE TABLE is still there after its transaction was rolled back");
    }

    private void takesRowsBack() throws SQLException {
        takenBack("INSERT INTO " + name + " VALUES (3, 3)");
        check(
                sql.value("SELECT count(*) FROM " + name).equals("2"),
                "a row is still there after its transaction was rolled back");
    }

    private void refusesEqualKeys() throws SQLException {
        check(isRefused("INSERT INTO " + name + " VALUES (1, 1)"), "a primary key takes one value twice");
    }

    /** In a transaction, so that an engine that only notes what to do shows it: nothing is committed. */
    private void reportsErrorsAtOnce() throws SQLException {
        connection.setAutoCommit(false);
        boolean refused = isRefused("CREATE UNIQUE INDEX ON " + name + " (" + COLUMNS.get(1) + ")");
        rollback();
        check(
                refused,
                "the error of a DDL statement (a UNIQUE INDEX on equal values) does not come with the statement");
    }

    private void takenBack(String statement) throws SQLException {
        connection.setAutoCommit(false);
        sql.execute(statement);
        rollback();
    }

    private void rollback() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private boolean isRefused(String statement) throws SQLException {
        try {
            sql.execute(statement);
            return false;
        } catch (SQLException e) {
            if (DUPLICATE_KEY.equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    private void dropOwn() throws SQLException {
        if (columns().equals(COLUMNS)) {
            sql.execute("DROP TABLE " + name);
        }
    }

    private List<String> columns() throws SQLException {
        return sql.values(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY 1",
                schema,
                table);
    }

    private static void check(boolean holds, String otherwise) throws SQLException {
        if (!holds) {
            throw new SQLException(otherwise);
        }
    }

    private LedgerException unsuitable(SQLException why, String state) {
        return new LedgerException(
                ErrorCode.UNSUITABLE_DATABASE,
                "this server (" + product
                        + ") is not known to be PostgreSQL, and it failed a trial of what runs rely on: "
                        + why.getMessage(),
                state,
                "Use PostgreSQL itself, or write a driver for this database (docs/writing-a-driver.md).",
                why);
    }
}
