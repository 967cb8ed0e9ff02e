package com.example.ledger.h2;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.Verdict;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One connection to H2. */
final class H2Session implements DialectSession {
    private static final int DUPLICATE_KEY = 23505;
    private static final String QUERY_TIMEOUT =
            "(SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT')";

    private final Connection connection;
    private final SessionOptions options;
    private final H2Table table;
    private final H2Sql sql;
    private final H2Lock lock;
    private final H2Objects objects;
    private final List<String> restoring = new ArrayList<>();
    private boolean begun;
    /** H2's number of the open transaction as it was before the last statement; none before its first change. */
    private Optional<String> transaction = Optional.empty();

    H2Session(Connection connection, SessionOptions options) {
        this.connection = connection;
        this.options = options;
        this.sql = new H2Sql(connection);
        this.table = new H2Table(sql, options);
        this.lock = new H2Lock(sql, table);
        this.objects = new H2Objects(sql);
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public Set<Capability> declined() {
        return Set.of(Capability.TRANSACTIONAL_DDL, Capability.ATOMIC_DDL);
    }

    @Override
    public String currentUser() throws SQLException {
        return String.join("", sql.values("SELECT CURRENT_USER"));
    }

    @Override
    public List<String> fileVariants() {
        return List.of("h2");
    }

    @Override
    public SqlSyntax syntax() {
        return H2Dialect.SYNTAX;
    }

    @Override
    public String ledgerTable() {
        return table.name();
    }

    @Override
    public List<String> createLedgerTable() throws SQLException {
        table.create();
        return List.of();
    }

    @Override
    public boolean isMissingTable(SQLException error) {
        return table.isMissing(error);
    }

    @Override
    public boolean isDuplicateKey(SQLException error) {
        return error.getErrorCode() == DUPLICATE_KEY;
    }

    @Override
    public Optional<LockHolder> tryLock() throws SQLException {
        return lock.tryLock();
    }

    @Override
    public boolean holdsLock() throws SQLException {
        return lock.isHeld();
    }

    @Override
    public void unlock() throws SQLException {
        lock.unlock();
    }

    @Override
    public void begin() throws SQLException {
        connection.setAutoCommit(false);
        begun = true;
        transaction = Optional.empty();
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
        begun = false;
        connection.setAutoCommit(true);
    }

    @Override
    public void rollback() throws SQLException {
        if (begun) {
            connection.rollback();
            begun = false;
            connection.setAutoCommit(true);
        }
    }

    /** A transaction has a number from its first change on; a statement that commits ends it, and the next has another. */
    @Override
    public boolean inTransaction() throws SQLException {
        return begun && (transaction.isEmpty() || transaction.equals(transactionNumber()));
    }

    @Override
    public StatementClass classify(SqlStatement statement) {
        return H2Statements.classify(statement.text());
    }

    @Override
    public long execute(SqlStatement statement) throws SQLException {
        if (begun) {
            transaction = transactionNumber();
        }
        return sql.execute(statement.text());
    }

    @Override
    public String fingerprint(SqlStatement statement) throws SQLException {
        return objects.fingerprint(H2Target.of(statement.text()));
    }

    @Override
    public Verdict probe(SqlStatement statement, String before) throws SQLException {
        return objects.probe(H2Target.of(statement.text()), before);
    }

    @Override
    public boolean isLockTimeout(SQLException error) {
        return H2Lock.IN_THE_WAY.contains(error.getErrorCode());
    }

    @Override
    public void beforeMigration(MigrationScope scope) throws SQLException {
        limit("LOCK_TIMEOUT", "LOCK_TIMEOUT()", scope.lockTimeout().or(options::lockTimeout));
        limit("QUERY_TIMEOUT", QUERY_TIMEOUT, scope.statementTimeout().or(options::statementTimeout));
    }

    @Override
    public void afterMigration() throws SQLException {
        for (String setting : restoring) {
            sql.execute(setting);
        }
        restoring.clear();
    }

    /** Sends nothing where nothing was done. */
    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            rollback();
            afterMigration();
            lock.unlock();
        }
    }

    /** Sets a limit in milliseconds and remembers the old one; none of these statements commits. */
    private void limit(String setting, String current, Optional<Duration> limit) throws SQLException {
        if (limit.isPresent()) {
            restoring.addAll(0, sql.values("SELECT 'SET " + setting + " ' || " + current));
            sql.execute("SET " + setting + " " + Math.min(limit.get().toMillis(), Integer.MAX_VALUE));
        }
    }

    private Optional<String> transactionNumber() throws SQLException {
        return sql.values("SELECT TRANSACTION_ID()").stream().findFirst();
    }
}
