package io.migrationledger.dialect.mysql.session;

import io.migrationledger.LedgerException;
import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.server.Settings;
import io.migrationledger.dialect.mysql.statement.MysqlReading;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.dialect.mysql.statement.SetReader;
import io.migrationledger.dialect.mysql.statement.SqlModes;
import io.migrationledger.dialect.mysql.statement.Words;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlSyntax;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The session as scripts have it: every migration begins in the same, its statements see what those before them have set,
 * and the ledger's own statements see nothing of it.
 */
public final class ScriptSession {
    private static final Set<String> CHARACTER_SETS =
            Set.of("character_set_client", "character_set_connection", "collation_connection");

    private static final Set<String> READ_ONLY = Set.of("transaction_read_only", "tx_read_only");

    private final JdbcSql sql;
    private final Transaction transaction;
    private final ScriptState state;
    private final Leftovers leftovers;
    private final SessionStatements statements;
    private final boolean mariadb;
    private final Name ledger;
    /** A migration has ended, and what it has left in the session is still there. */
    private boolean over;
    /** What has run is run again: it must find the session as it found it before. */
    private boolean again;

    /** Tables may be locked, the ledger's not among them. */
    private boolean mayHaveLocked;
    /** A temporary table may stand in the ledger's place. */
    private boolean mayHide;
    /** Another migration ran in this session before. */
    private boolean followed;
    /** LAST_INSERT_ID() is this migration's own. */
    private boolean ownLastId = true;

    public ScriptSession(JdbcSql sql, Settings settings, Transaction transaction, boolean mariadb, Name ledger) {
        this.sql = sql;
        this.transaction = transaction;
        this.state = new ScriptState(sql, settings, new Variables(sql, mariadb));
        this.leftovers = new Leftovers(sql, mariadb);
        this.statements = new SessionStatements(sql);
        this.mariadb = mariadb;
        this.ledger = ledger;
    }

    /** Makes sure that the ledger's next statement does not see what a script has set. */
    public void putAside() throws SQLException {
        if (transaction.wasEnded()) {
            state.putAsideInHaste();
            return;
        }
        if (mayHaveLocked && !transaction.isBegun()) {
            mayHaveLocked = false;
            sql.execute("UNLOCK TABLES");
        }
        state.putAside(transaction.isBegun());
        if (mayHide) {
            mayHide = false;
            checkNotHidden();
        }
    }

    /** A temporary table hides the table of its name, and ends with the session: what the ledger wrote would be gone. */
    private void checkNotHidden() throws SQLException {
        try {
            String definition = sql.row("SHOW CREATE TABLE " + ledger.sql())
                    .map(row -> row.get(1))
                    .orElse("");
            if (definition.startsWith("CREATE TEMPORARY")) {
                throw new SQLException("code has made a temporary table named " + ledger.sql()
                        + ", which hides the ledger's: give it another name");
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != MysqlErrors.NO_SUCH_TABLE) { // found out, and said, by the ledger's next statement
                throw e;
            }
        }
    }

    /** Begins a transaction in which the script's next statements run. */
    public void begin() throws SQLException {
        startAgain();
        state.takeUp(false);
        boolean readOnly = READ_ONLY.stream()
                .anyMatch(name ->
                        state.scripts(name).filter(value -> !value.equals("ON")).isEmpty());
        transaction.begin(state.isTouched() && readOnly);
    }

    /** Returns whether a statement is of the session that was cut off, and is not run again. */
    public boolean isPassedOver(MysqlReading.Seen seen) {
        boolean over = seen.fromData() && !transaction.isBegun();
        if (over) {
            statements.passedOver();
        }
        return over;
    }

    /** Makes sure that the session has what a statement takes over, unless that runs once more for those behind it. */
    public void checkFilled(MysqlReading.Seen seen) throws SQLException {
        if (transaction.isBegun() || seen.reading().kind() != StatementKind.SESSION) {
            statements.check(seen);
        }
    }

    /** Takes note that a statement ran. */
    public void filled(MysqlReading.Seen seen) {
        statements.filled(seen);
    }

    /** Runs a statement of the script that changes the session only. */
    public long run(String text, SqlSyntax syntax) throws SQLException {
        before(text, syntax);
        Words words = Words.head(text, syntax);
        Set<String> assigned = words.at("SET") ? SetReader.assigned(Words.of(text, syntax)) : Set.of();
        boolean variables = assigned.stream().anyMatch(name -> !name.equals(SetReader.USER_VARIABLE));
        if (variables) {
            state.changes(assigned);
        } else if (words.at("USE") && state.isTouched()) {
            state.mayChange(); // collation_database is the database's again
        }
        long count = statements.run(text, syntax, !transaction.isBegun());
        if (assigned.stream().anyMatch(CHARACTER_SETS::contains)) {
            List<String> now = sql.row("SELECT @@character_set_client, @@character_set_connection LIMIT 1")
                    .orElseThrow();
            checkCharacterSet(now.get(0));
            checkCharacterSet(now.get(1));
        }
        return count;
    }

    /** Called before any other statement of the script. */
    public void before(String text, SqlSyntax syntax, StatementKind kind) throws SQLException {
        before(text, syntax);
        ownLastId |= kind == StatementKind.TRANSACTIONAL || kind == StatementKind.OPAQUE;
        if (kind == StatementKind.OPAQUE) {
            state.mayChange();
            leftovers.opaque();
            mayHide = true;
            // No routine may, and nothing that MySQL prepares (https://mariadb.com/kb/en/lock-tables/).
            mayHaveLocked |= mariadb && !Words.head(text, syntax).at("CALL");
        }
    }

    private void before(String text, SqlSyntax syntax) throws SQLException {
        startAgain();
        state.takeUp(transaction.isBegun());
        if (state.isTouched()) {
            checkCharacterSet(state.scripts("character_set_client").orElse(""));
            checkCharacterSet(state.scripts("character_set_connection").orElse(""));
            checkMode(syntax, state.scripts("sql_mode"));
        }
        forgetLastId(text);
        leftovers.note(text, syntax);
    }

    /** A migration that asks for LAST_INSERT_ID() before it has written gets 0, as in a session of its own. */
    private void forgetLastId(String text) throws SQLException {
        if (!ownLastId) {
            String upper = text.toUpperCase(Locale.ROOT);
            if (upper.contains("LAST_INSERT_ID") || upper.contains("@@IDENTITY")) {
                sql.execute("SET SESSION last_insert_id = 0");
                ownLastId = true;
            }
        }
    }

    /** Called before code, of which no statement is seen. */
    public void beforeCode() throws SQLException {
        startAgain();
        state.takeUp(transaction.isBegun());
        state.mayChange();
        leftovers.opaque();
        mayHide = true;
        mayHaveLocked = true;
    }

    /** Takes note of a statement that code sends. */
    public void code(String text) {
        leftovers.sent(text);
    }

    private static void checkCharacterSet(String now) throws SQLException {
        if (!now.equals("utf8mb4") && !now.isEmpty()) {
            throw new SQLException("the script has set the connection's character set to " + now
                    + ", and what follows reaches the server as utf8mb4: write SET NAMES utf8mb4, or leave it out");
        }
    }

    /** The script was cut and read under a sql_mode; what a prepared statement has set was not seen then. */
    private static void checkMode(SqlSyntax syntax, Optional<String> mode) throws SQLException {
        if (mode.isPresent() && !SqlModes.syntax(syntax, mode.get()).equals(syntax)) {
            throw new SQLException("a prepared statement or code has set sql_mode to '" + mode.get()
                    + "', and the script was read without that: set it by a SET of the script's own");
        }
    }

    /** What has run in the open transaction has been undone, and may run again. */
    public void rolledBack() {
        again |= state.isTouched();
    }

    /** A script is read from its beginning: where the migration runs already, it runs again. */
    public void readAgain() {
        again |= state.isTouched() && !over;
    }

    private void startAgain() throws SQLException {
        if (again && !transaction.isBegun()) {
            again = false;
            state.putBack();
        }
    }

    /** Returns whether a script may have changed the session. */
    public boolean isTouched() {
        return state.isTouched();
    }

    /**
     * Makes the session what it was for the migration before.
     *
     * @return whether that can have given up a lock
     * @throws LedgerException where it cannot be done
     */
    public boolean beforeMigration(SqlSyntax syntax) throws SQLException {
        boolean left = over && (state.isTouched() || leftovers.isAny());
        statements.begin();
        ownLastId = !followed;
        followed = true;
        if (over) {
            over = false;
            again = false;
            state.putBack();
            leftovers.end(syntax);
        }
        return left;
    }

    /**
     * Takes note that a migration has ended. What it has left is taken back before the next one, or at the end: an error
     * there must not look as if this migration had failed, which is applied by then.
     */
    public void afterMigration() {
        over = true;
    }

    /** Takes back what is left. */
    public void end(SqlSyntax syntax, Optional<Consumer<String>> report) throws SQLException {
        try {
            state.putBack();
        } catch (LedgerException e) {
            // All migrations that ran are recorded; the connection may be a pool's.
            report.ifPresent(to -> to.accept(e.what()));
        }
        leftovers.end(syntax);
    }
}
