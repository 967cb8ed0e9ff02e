package io.migrationledger.dialect.postgres;

import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.support.LeaseLock;
import io.migrationledger.spi.support.ObjectName;
import io.migrationledger.spi.support.Pause;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The lease of a runner whose connection keeps no session: behind a pooler in transaction mode. Each of its transactions
 * holds an advisory lock of that transaction (pg_try_advisory_xact_lock), and each statement that runs alone begins with a
 * comment that names the lease: by the two a lease whose time is over is seen to be at work still. No advisory lock of a
 * session is taken: it would stay behind with the pooled connection.
 */
final class PostgresLease {
    /** Two who make the table at once: unique_violation, duplicate_table, an object that is just being changed, conflicts. */
    private static final Set<String> IN_THE_WAY = Set.of("23505", "42P07", "42710", "XX000", "40001", "40P01");

    private static final String NOW = "(floor(extract(epoch FROM clock_timestamp()) * 1000))::bigint";

    /** A waiting runner holds the lock for the length of its look. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    private final Connection connection;
    private final long key;
    private final String table;
    private final LeaseLock lock;

    /**
     * Sends nothing.
     *
     * @param key of the advisory lock
     */
    PostgresLease(Connection connection, Environment environment, String ledger, long key, Duration time) {
        this.connection = connection;
        this.key = key;
        this.table = table(environment, ledger);
        this.lock = new LeaseLock(
                connection,
                statements(environment),
                time,
                PostgresErrors::isMissingTable,
                e -> IN_THE_WAY.contains(PostgresErrors.state(e)));
    }

    private LeaseLock.Statements statements(Environment environment) {
        String schema = ObjectName.quote(environment.schema());
        String row = LeaseLock.firstRow(table) + " ON CONFLICT (id) DO NOTHING";
        String create = "CREATE TABLE IF NOT EXISTS " + table + " (" + LeaseLock.definitions() + ")";
        return new LeaseLock.Statements(
                table,
                environment.schemaExists()
                        ? List.of(create, row)
                        : List.of("CREATE SCHEMA IF NOT EXISTS " + schema, create, row),
                NOW,
                "NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.state <> 'idle' AND a.query LIKE "
                        + "'/* migration ledger, lease ' || session_id || ' */%') AND pg_try_advisory_xact_lock(" + key
                        + ")",
                "COALESCE(host(inet_server_addr()) || ':' || inet_server_port(), 'local')");
    }

    LeaseLock lock() {
        return lock;
    }

    boolean isHeld() {
        return lock.fence().isPresent();
    }

    /** Returns what stands before a statement that runs alone, so that other runners see it at work. */
    String mark() {
        return "/* migration ledger, lease " + lock.session() + " */ ";
    }

    /**
     * Begins a transaction that was opened and has sent nothing: takes the transaction's lock, then looks whether the lease is
     * still this session's. Two statements, as each sees what was committed before it began; one message.
     *
     * @throws LedgerException where it is not
     */
    void enter() throws SQLException {
        long start = System.nanoTime();
        String look = "SELECT pg_try_advisory_xact_lock(" + key + "); SELECT count(*) FROM " + table + " WHERE "
                + lock.condition();
        while (true) {
            boolean free;
            boolean mine;
            try (Statement statement = connection.createStatement()) {
                statement.execute(look);
                free = first(statement).equals("t");
                statement.getMoreResults();
                mine = first(statement).equals("1");
            }
            if (free && mine) {
                return;
            }
            if (!mine || System.nanoTime() - start > LONGEST_LOOK.toNanos()) {
                throw new LedgerException(
                        ErrorCode.LOCK_LOST,
                        mine
                                ? "a transaction of another runner is at work in this ledger"
                                : "another runner has taken the ledger's lease over",
                        "The transaction was not begun. Everything before it is recorded.",
                        Advice.again(": it goes on from there."));
            }
            Pause.sleep(Duration.ofMillis(20), "the transaction of another runner");
        }
    }

    private static String first(Statement statement) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            row.next();
            return row.getString(1);
        }
    }

    /** Returns the table's name, quoted and qualified. */
    static String table(Environment environment, String ledger) {
        return new ObjectName(environment.schema(), PostgresTable.leaseTable(ledger)).quoted();
    }
}
