package io.migrationledger.clusters;

import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.ClusterNode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A primary of PostgreSQL and a standby that it streams its log to. Both begin with the same data directory: the standby
 * needs no base backup.
 */
final class StreamingPair implements Topology {
    private final boolean synchronous;
    private final ClusterNode primary = ClusterNode.of(ClusterNode.Program.POSTGRES, 1);
    private final ClusterNode standby = ClusterNode.of(ClusterNode.Program.POSTGRES, 1);
    private int databases;

    /** @param synchronous whether a commit waits until the standby has it */
    StreamingPair(boolean synchronous) {
        this.synchronous = synchronous;
    }

    /** Both nodes are made anew: a primary that was left behind cannot come back by itself. */
    @Override
    public CrashDatabase newDatabase() throws SQLException, IOException {
        for (ClusterNode node : List.of(primary, standby)) {
            node.kill();
            node.renew();
        }
        Files.createFile(standby.data().resolve("standby.signal"));
        // Where ALTER SYSTEM writes, so that it can be taken away again.
        Files.writeString(
                standby.data().resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + primary.port() + " user=postgres'\n");
        primary.start(options("wal_level=replica", "max_wal_senders=5", "fsync=off", "wal_sender_timeout=2s"));
        standby.start(options("hot_standby=on", "fsync=off", "wal_retrieve_retry_interval=50ms"));
        primary.awaitAnswer();
        standby.awaitAnswer();
        String name = "pair" + ++databases;
        try (Connection admin = primary.connect()) {
            primary.await(
                    "a standby that streams",
                    () -> Rows.first(admin, "SELECT state FROM pg_stat_replication")
                            .equals("streaming"));
            if (synchronous) {
                Rows.execute(admin, "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()");
                primary.await(
                        "a synchronous standby",
                        () -> Rows.first(admin, "SELECT sync_state FROM pg_stat_replication")
                                .equals("sync"));
            }
            Rows.execute(admin, "CREATE DATABASE " + name + " STRATEGY FILE_COPY");
            String written = Rows.first(admin, "SELECT pg_current_wal_lsn()");
            try (Connection follower = standby.connect()) {
                standby.await(
                        "the new database",
                        () -> Rows.first(follower, "SELECT pg_last_wal_replay_lsn() >= '" + written + "'::pg_lsn")
                                .equals("t"));
            }
        }
        return new CrashDatabase(
                "jdbc:postgresql://" + primary.address() + "," + standby.address() + "/" + name
                        + "?targetServerType=primary",
                "postgres",
                "ledger",
                () -> {});
    }

    private static List<String> options(String... settings) {
        List<String> options = new ArrayList<>();
        for (String setting : settings) {
            options.add("-c");
            options.add(setting);
        }
        return options;
    }

    /** From here on the standby gets nothing, and the primary does not mind. */
    void cutOff() throws SQLException {
        try (Connection follower = standby.connect()) {
            Rows.execute(follower, "ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
            standby.await(
                    "the end of its stream",
                    () -> Rows.of(follower, "SELECT pid FROM pg_stat_wal_receiver")
                            .isEmpty());
        }
    }

    @Override
    public void failOver() throws SQLException {
        primary.kill();
        try (Connection follower = standby.connect()) {
            if (!Rows.first(follower, "SELECT pg_promote(true, 60)").equals("t")) {
                throw new IllegalStateException("the standby was not promoted\n" + standby.log());
            }
        }
    }

    ClusterNode primary() {
        return primary;
    }

    ClusterNode standby() {
        return standby;
    }

    @Override
    public MigrationSource migrations() {
        return Migrations.classpath("postgres");
    }

    @Override
    public List<String> dump(Connection connection) throws SQLException {
        List<String> facts = new ArrayList<>(Rows.of(connection, """
                SELECT c.relkind, c.relname, pg_get_indexdef(i.indexrelid), COALESCE(i.indisvalid AND i.indisready, true)
                FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'migration_ledger%' ORDER BY 2"""));
        facts.addAll(Rows.of(connection, """
                SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
                      AND c.relname NOT LIKE 'migration_ledger%' ORDER BY 1, 2"""));
        for (String table : List.of("accounts", "transfers")) {
            if (!Rows.first(connection, "SELECT to_regclass('" + table + "')").equals("null")) {
                facts.addAll(Rows.of(connection, "SELECT t::text FROM " + table + " t ORDER BY 1"));
            }
        }
        return facts;
    }

    @Override
    public void close() {
        primary.close();
        standby.close();
    }
}
