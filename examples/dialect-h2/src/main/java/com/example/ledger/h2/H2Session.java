package com.example.ledger.h2;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.Verdict;
import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.support.JdbcSession;
import io.migrationledger.spi.support.ObjectName;
import io.migrationledger.spi.support.SessionLock;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.TouchedObject;
import io.migrationledger.sql.TouchedReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One connection to H2. */
final class H2Session extends JdbcSession {
    private final ObjectName ledger;
    private final SessionLock lock;
    private final H2Objects objects;

    H2Session(Connection connection, SessionOptions options) {
        super(connection, options, H2Dialect.SYNTAX);
        this.ledger = ObjectName.ofLedger(options, ObjectName::upper);
        this.lock = H2Lock.of(sql(), ledger);
        this.objects = H2Objects.of(sql());
    }

    @Override
    public Set<Capability> declined() {
        return Set.of(Capability.TRANSACTIONAL_DDL, Capability.SAVEPOINTS, Capability.SCHEMA_WRITER);
    }

    @Override
    public String ledgerTable() {
        return ledger.quoted();
    }

    @Override
    public List<String> createLedgerTable() throws SQLException {
        H2Table.create(sql(), ledger);
        return List.of();
    }

    @Override
    public String scriptTable() {
        return H2Table.scripts(ledger).quoted();
    }

    @Override
    public List<String> createScriptTable() throws SQLException {
        H2Table.createScripts(sql(), H2Table.scripts(ledger));
        return List.of();
    }

    @Override
    public Optional<SchemaReader> schemaReader() {
        List<String> own = List.of(
                ledger.name(), H2Table.scripts(ledger).name(), H2Lock.table(ledger).name());
        return Optional.of(() -> new H2SchemaReader(
                        sql(), ledger.schema().isEmpty() ? ledgerSchema() : ledger.schema(), own)
                .read());
    }

    @Override
    public boolean isMissingTable(SQLException error) {
        return H2Errors.isMissing(error);
    }

    @Override
    protected SessionLock lock() {
        return lock;
    }

    /** A transaction has a number from its first change on; a statement that commits ends it, and the next has another. */
    @Override
    protected String transactionId() throws SQLException {
        return sql().value("SELECT TRANSACTION_ID()");
    }

    @Override
    public StatementClass classify(SqlStatement statement) {
        return H2Statements.RULES.classify(statement);
    }

    @Override
    public List<TouchedObject> touched(SqlStatement statement, SqlSyntax syntax) {
        return TouchedReader.of(statement.text(), syntax, ObjectName::upper);
    }

    @Override
    public String fingerprint(SqlStatement statement) throws SQLException {
        return objects.fingerprint(H2Statements.ddl(statement));
    }

    @Override
    public Verdict probe(SqlStatement statement, String before) throws SQLException {
        return objects.probe(H2Statements.ddl(statement), before);
    }

    /** Of a statement that names what it changes, the catalog tells. */
    @Override
    public boolean nothingWasDone(SqlStatement statement, SQLException error) {
        return H2Statements.ddl(statement).names().isEmpty() && H2Errors.isSyntaxError(error);
    }

    @Override
    public boolean isLockTimeout(SQLException error) {
        return H2Errors.isLockTimeout(error);
    }

    /** A time limit that a script sets keeps until the migration is over. */
    @Override
    protected long sendStatement(SqlStatement statement) throws SQLException {
        Optional<String> limit = H2Statements.limit(statement);
        if (limit.isEmpty()) {
            return super.sendStatement(statement);
        }
        change(statement.text(), "SET " + limit.get() + " " + sql().value(H2Statements.LIMITS.get(limit.get())));
        return 0;
    }

    /** Neither statement commits. */
    @Override
    public void beforeMigration(MigrationScope scope) throws SQLException {
        limit("SET LOCK_TIMEOUT", H2Statements.LIMITS.get("LOCK_TIMEOUT"), scope.lockTimeout().or(options()::lockTimeout));
        limit(
                "SET QUERY_TIMEOUT",
                H2Statements.LIMITS.get("QUERY_TIMEOUT"),
                scope.statementTimeout().or(options()::statementTimeout));
    }
}
