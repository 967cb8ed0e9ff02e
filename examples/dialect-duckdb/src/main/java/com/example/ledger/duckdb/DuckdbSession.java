package com.example.ledger.duckdb;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.ScriptTable;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.Verdict;
import io.migrationledger.spi.support.JdbcSession;
import io.migrationledger.spi.support.NoLock;
import io.migrationledger.spi.support.ObjectName;
import io.migrationledger.spi.support.SessionLock;
import io.migrationledger.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One connection to DuckDB. */
final class DuckdbSession extends JdbcSession {
    private final ObjectName ledger;
    private final NoLock lock = new NoLock();

    DuckdbSession(Connection connection, SessionOptions options) {
        super(connection, options, DuckdbDialect.SYNTAX);
        this.ledger = ObjectName.ofLedger(options, name -> name);
    }

    @Override
    public Set<Capability> declined() {
        return Set.of(
                Capability.SAVEPOINTS,
                Capability.SESSION_LOCK,
                Capability.APPEND_ONLY_TRIGGERS,
                Capability.CONCURRENT_PROCESSES,
                Capability.SNAPSHOT,
                Capability.SCHEMA_WRITER);
    }

    @Override
    public String ledgerTable() {
        return ledger.quoted();
    }

    @Override
    public List<String> createLedgerTable() throws SQLException {
        String table = ledger.quoted();
        sql().executeAll(ledger.createSchema());
        sql().execute("CREATE TABLE IF NOT EXISTS " + table + " (" + LedgerColumn.definitions(DuckdbSession::type) + ")");
        sql().execute("CREATE INDEX IF NOT EXISTS "
                + new ObjectName("", ledger.beside("_namespace").name()).quoted() + " ON " + table
                + " (namespace, sequence)");
        return List.of("DuckDB has no triggers that could refuse UPDATE and DELETE on the ledger; only a check of the hash"
                + " chain finds changes by hand");
    }

    @Override
    public List<String> createScriptTable() throws SQLException {
        sql().execute("CREATE TABLE IF NOT EXISTS " + scriptTable() + " (" + ScriptTable.definitions(DuckdbSession::type) + ")");
        return List.of();
    }

    /** VARCHAR has no length: https://duckdb.org/docs/stable/sql/data_types/text */
    private static String type(LedgerColumn column) {
        return switch (column.type()) {
            case INTEGER -> "INTEGER";
            case LONG -> "BIGINT";
            case ASCII, TEXT, LONG_TEXT -> "VARCHAR";
        };
    }

    @Override
    public boolean isMissingTable(SQLException error) {
        return DuckdbErrors.isMissing(error);
    }

    @Override
    public boolean isDuplicateKey(SQLException error) {
        return DuckdbErrors.isDuplicateKey(error);
    }

    @Override
    protected SessionLock lock() {
        return lock;
    }

    /** By a statement: the client's switch of auto-commit sends a COMMIT, also where an error has ended the transaction. */
    @Override
    protected void sendBegin() throws SQLException {
        sql().execute("BEGIN TRANSACTION");
    }

    @Override
    protected void sendCommit() throws SQLException {
        sql().execute("COMMIT");
    }

    /** A conflict and a COMMIT that fails have rolled back already. */
    @Override
    protected void sendRollback() throws SQLException {
        try {
            sql().execute("ROLLBACK");
        } catch (SQLException e) {
            if (!DuckdbErrors.isNoTransaction(e)) {
                throw e;
            }
        }
    }

    @Override
    protected void afterTransaction() {}

    @Override
    protected String transactionId() throws SQLException {
        return sql().value("SELECT txid_current()");
    }

    @Override
    public StatementClass classify(SqlStatement statement) {
        return DuckdbStatements.RULES.classify(statement);
    }

    /** CHECKPOINT and VACUUM change no definition. */
    @Override
    public String fingerprint(SqlStatement statement) {
        return "";
    }

    @Override
    public Verdict probe(SqlStatement statement, String before) {
        return new Verdict.Repeatable("it does the same the second time");
    }

    /** DuckDB waits for no lock: it lets one of two transactions fail. */
    @Override
    public boolean isLockTimeout(SQLException error) {
        return false;
    }

    @Override
    public boolean isSerializationFailure(SQLException error) {
        return DuckdbErrors.isConflict(error);
    }

    /** A setting keeps until the migration is over. */
    @Override
    protected long sendStatement(SqlStatement statement) throws SQLException {
        Optional<String> setting = DuckdbStatements.setting(statement);
        if (setting.isEmpty()) {
            return super.sendStatement(statement);
        }
        String name = setting.get();
        change(statement.text(), "SET SESSION " + name + " = '" + sql().value("SELECT current_setting('" + name + "')") + "'");
        return 0;
    }

    @Override
    public void beforeMigration(MigrationScope scope) {
        queryTimeout(scope.statementTimeout().or(options()::statementTimeout));
    }
}
