package io.migrationledger.dialect.mysql.server;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.List;

/**
 * Tries what the ledger's promise rests on, where a server's version has a word that neither MySQL's nor MariaDB's have: what it
 * does decides, and not its name. The table that it makes is dropped again; one that a crash has left is known by its columns,
 * and dropped by the next trial.
 */
public final class Trial {
    private static final String KEY = "ledger_key";
    private static final String VALUE = "ledger_trial";
    private static final String LATER = "ledger_trial_later";

    private final JdbcSql sql;
    private final Server server;
    private final Storage storage;
    private final Name table;

    /** @param ledger the ledger's table */
    public Trial(JdbcSql sql, Server server, Storage storage, Name ledger) {
        this.sql = sql;
        this.server = server;
        this.storage = storage;
        this.table = MysqlTable.trial(ledger);
    }

    /**
     * Tries the server.
     *
     * @param lock the ledger's lock, which the session holds
     * @param session the client's number of the session
     * @param rowsMayDepend whether rows may be written that depend on the lock
     * @throws LedgerException where a run that is cut off could not be finished on it
     */
    public void run(MysqlLock lock, long session, boolean rowsMayDepend) throws SQLException {
        dropOwn();
        try {
            check(columns().isEmpty(), "a table called " + table.name() + " is in the way: give it another name");
            check(
                    lock.isHeld(session),
                    "IS_USED_LOCK does not say that this session holds the lock which it just took");
            sql.execute(
                    "CREATE TABLE " + table.sql() + " (" + KEY + " INT PRIMARY KEY, " + VALUE + " INT) ENGINE=InnoDB");
            insert("(1, 1), (2, 1)");
            refusesEqualKeys();
            takesRowsBack();
            if (rowsMayDepend) {
                knowsTheLockInARow(lock.number(3).orElseThrow());
            }
            hasDictionary();
            reportsErrorsAtOnce();
            altersAtOnce();
        } catch (SQLException e) {
            String state = afterCleaning(e);
            if (MysqlErrors.isConnectionLost(e)) {
                throw e;
            }
            throw unsuitable(e, state);
        }
        dropOwn();
    }

    private String afterCleaning(SQLException error) {
        try {
            dropOwn();
            return LedgerException.NOTHING_CHANGED;
        } catch (SQLException left) {
            error.addSuppressed(left);
            return "The table " + table.name() + ", which the trial made, is left; the next one drops it.";
        }
    }

    private void insert(String rows) throws SQLException {
        sql.execute("INSERT INTO " + table.sql() + " (" + KEY + ", " + VALUE + ") VALUES " + rows);
    }

    private void refusesEqualKeys() throws SQLException {
        check(isRefused("INSERT INTO " + table.sql() + " VALUES (1, 1)"), "a primary key takes one value twice");
    }

    private void takesRowsBack() throws SQLException {
        sql.execute("START TRANSACTION");
        try {
            insert("(3, 3)");
        } finally {
            sql.execute("ROLLBACK");
        }
        check(rows().equals("2"), "a row is still there after its transaction was rolled back");
    }

    private void knowsTheLockInARow(String number) throws SQLException {
        insert("(" + number + ", 3)");
        check(rows().equals("3"), "a row that is written where the session holds the lock is not there");
    }

    private void hasDictionary() throws SQLException {
        try {
            storage.of(table);
        } catch (SQLException e) {
            throw MysqlErrors.isConnectionLost(e)
                    ? e
                    : new SQLException(
                            "it has no dictionary of InnoDB, which tells a table from its successor: "
                                    + MysqlErrors.words(e),
                            e);
        }
    }

    private void reportsErrorsAtOnce() throws SQLException {
        check(
                isRefused("CREATE UNIQUE INDEX " + VALUE + " ON " + table.sql() + " (" + VALUE + ")"),
                "the error of a DDL statement (a UNIQUE INDEX on equal values) does not come with the statement");
    }

    private void altersAtOnce() throws SQLException {
        sql.execute("ALTER TABLE " + table.sql() + " ADD COLUMN " + LATER + " INT");
        check(columns().contains(LATER), "a DDL statement has no effect yet when it ends");
    }

    private boolean isRefused(String statement) throws SQLException {
        try {
            sql.execute(statement);
            return false;
        } catch (SQLException e) {
            if (MysqlErrors.isDuplicateKey(e)) {
                return true;
            }
            throw e;
        }
    }

    private String rows() throws SQLException {
        return sql.value("SELECT COUNT(*) FROM " + table.sql());
    }

    private void dropOwn() throws SQLException {
        List<String> columns = columns();
        if (columns.equals(List.of(KEY, VALUE)) || columns.equals(List.of(KEY, VALUE, LATER))) {
            sql.execute("DROP TABLE " + table.sql());
        }
    }

    private List<String> columns() throws SQLException {
        return sql.values(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? ORDER BY 1",
                table.name());
    }

    private static void check(boolean holds, String otherwise) throws SQLException {
        if (!holds) {
            throw new SQLException(otherwise);
        }
    }

    private LedgerException unsuitable(SQLException why, String state) {
        return new LedgerException(
                ErrorCode.UNSUITABLE_DATABASE,
                "this server (" + server.version() + ") is not known to be " + server.product()
                        + ", and it failed a trial of what runs rely on: " + MysqlErrors.words(why),
                state,
                "Use MySQL or MariaDB itself, or write a driver for this database (docs/writing-a-driver.md).",
                why);
    }
}
