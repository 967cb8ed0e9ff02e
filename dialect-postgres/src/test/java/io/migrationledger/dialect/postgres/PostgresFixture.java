package io.migrationledger.dialect.postgres;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.conformance.fixture.ServerControl;
import io.migrationledger.spi.Dialect;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServer;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL, for the conformance kit. */
public final class PostgresFixture implements ConformanceFixture {
    private final TestServers server;

    /** The newest version; also for child processes, which are given an address. */
    public PostgresFixture() {
        this(TestServers.POSTGRES);
    }

    PostgresFixture(TestServers server) {
        this.server = server;
    }

    @Override
    public String reportName() {
        return server.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Dialect dialect() {
        return new PostgresDialect();
    }

    @Override
    public CrashDatabase newDatabase() {
        TestDatabase database = server.get().newDatabase();
        // The server trusts everybody; the password is one that no text holds by chance.
        return new CrashDatabase(database.url(), database.user(), "s3cret-Passw0rd", database);
    }

    @Override
    public Optional<String> selfCommittingStatement() {
        return Optional.of("CREATE INDEX CONCURRENTLY kit_note ON kit (note)");
    }

    /** Every setting of the session but those of languages, which appear when a language is first used. */
    @Override
    public List<String> settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>(ConformanceFixture.super.settings(connection));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT name, setting FROM pg_settings WHERE name NOT LIKE '%.%' ORDER BY name")) {
            while (row.next()) {
                settings.add(row.getString(1) + " " + row.getString(2));
            }
        }
        return settings;
    }

    @Override
    public Map<String, String> sessionSettings() {
        return Map.of(
                "SET work_mem = '5MB'",
                "current_setting('work_mem')",
                "SELECT set_config('search_path', 'public, pg_temp, pg_catalog', false)",
                "current_setting('search_path')",
                "SET default_transaction_isolation = 'serializable'",
                "current_setting('default_transaction_isolation')");
    }

    @Override
    public Map<String, String> sessionObjects() {
        return Map.of(
                "CREATE TEMP TABLE kit_temp (id integer)",
                "CASE WHEN to_regclass('pg_temp.kit_temp') IS NULL THEN 'none' ELSE 'there' END",
                "SELECT pg_advisory_lock(5)",
                "(SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())");
    }

    @Override
    public String halfwayStatement() {
        return "CREATE UNIQUE INDEX CONCURRENTLY kit_half ON kit (note)";
    }

    @Override
    public Optional<String> undecidableStatement() {
        return Optional.of("DO $$ BEGIN COMMIT; END $$");
    }

    @Override
    public Optional<String> slowStatement() {
        return Optional.of("SELECT pg_sleep(600)");
    }

    @Override
    public List<String> oddStatements() {
        List<String> odd = new ArrayList<>(List.of(
                "CREATE FUNCTION odd() RETURNS text LANGUAGE plpgsql AS $f$ BEGIN RETURN $$;$$; END $f$",
                "CREATE RULE r AS ON DELETE TO kit DO ALSO (SELECT 1; SELECT 2)",
                "SELECT E'a\\';b' AS \"odd;name\" /* ; /* ; */ ; */ FROM kit"));
        if (server == TestServers.POSTGRES) { // https://www.postgresql.org/docs/14/release-14.html
            odd.add("CREATE FUNCTION atomic(x integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1;"
                    + " SELECT CASE $1 WHEN 1 THEN 2 END; END");
        }
        return odd;
    }

    @Override
    public Optional<ServerControl> server() {
        TestServer running = server.get();
        return running.canKill()
                ? Optional.of(new ServerControl() {
                    @Override
                    public void kill() {
                        running.kill();
                    }

                    @Override
                    public void restart() {
                        running.restart();
                    }
                })
                : Optional.empty();
    }
}
