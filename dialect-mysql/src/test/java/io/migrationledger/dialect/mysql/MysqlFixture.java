package io.migrationledger.dialect.mysql;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.conformance.fixture.ServerControl;
import io.migrationledger.spi.Dialect;
import io.migrationledger.testdb.JdbcClient;
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
import java.util.Set;

/** One server through one client, for the conformance kit. */
public final class MysqlFixture implements ConformanceFixture {
    private static final Set<String> MOVING = Set.of(
            "timestamp",
            "statement_id",
            "last_insert_id",
            "identity",
            "rand_seed1",
            "rand_seed2",
            "warning_count",
            "error_count");

    private final Route route;

    /** For child processes, which are given an address. */
    public MysqlFixture() {
        this(new Route(TestServers.MARIADB, JdbcClient.MARIADB));
    }

    MysqlFixture(Route route) {
        this.route = route;
    }

    @Override
    public Dialect dialect() {
        return new MysqlDialect();
    }

    @Override
    public String reportName() {
        return (route.server() + "-" + route.client()).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public CrashDatabase newDatabase() {
        TestDatabase database = route.running().newDatabase();
        return new CrashDatabase(database.url(route.client()), database.user(), database.password(), database);
    }

    /** Every variable of the session, but those that count or tell the time. */
    @Override
    public List<String> settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>(ConformanceFixture.super.settings(connection));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW SESSION VARIABLES")) {
            while (row.next()) {
                if (!MOVING.contains(row.getString(1))) {
                    settings.add(row.getString(1) + " " + row.getString(2));
                }
            }
        }
        return settings;
    }

    @Override
    public Map<String, String> sessionSettings() {
        return Map.of(
                "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES'",
                "@@SESSION.sql_mode",
                "SET @kit = 'set'",
                "COALESCE(@kit, 'unset')",
                "SET sql_select_limit = 1, max_join_size = 1",
                "@@SESSION.sql_select_limit",
                "SET collation_connection = 'utf8mb4_bin'",
                "@@SESSION.collation_connection");
    }

    @Override
    public Map<String, String> sessionObjects() {
        return Map.of("SELECT 'by a query' INTO @kit", "COALESCE(@kit, 'unset')");
    }

    /** MariaDB by itself drops what is there before it says what is not (https://mariadb.com/kb/en/atomic-ddl/). */
    @Override
    public String halfwayStatement() {
        return route.isMariadb() ? "DROP TABLE kit, no_such_table" : ConformanceFixture.super.halfwayStatement();
    }

    @Override
    public Optional<String> undecidableStatement() {
        return Optional.of("RESET SLAVE");
    }

    @Override
    public Optional<String> slowStatement() {
        return Optional.of("SELECT COUNT(*) FROM information_schema.collations a, information_schema.collations b,"
                + " information_schema.collations c, information_schema.collations d");
    }

    @Override
    public List<String> oddStatements() {
        return List.of(
                "CREATE TRIGGER t AFTER INSERT ON kit FOR EACH ROW BEGIN DELETE FROM x; IF 1 THEN DELETE FROM y; END IF; END",
                "CREATE PROCEDURE p() l: BEGIN CASE 1 WHEN 1 THEN SELECT 1; END CASE; END l",
                "/*!50001 CREATE VIEW v AS SELECT 'a;b' */",
                "SELECT 'a\\';b', \"c;d\", `e;f` # g; h\n, 2");
    }

    @Override
    public Optional<ServerControl> server() {
        TestServer server = route.running();
        if (!server.canKill()) {
            return Optional.empty();
        }
        return Optional.of(new ServerControl() {
            @Override
            public void kill() {
                server.kill();
            }

            @Override
            public void restart() {
                server.restart();
            }
        });
    }
}
