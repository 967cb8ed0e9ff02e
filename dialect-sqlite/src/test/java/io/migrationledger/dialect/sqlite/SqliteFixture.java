package io.migrationledger.dialect.sqlite;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.spi.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQLite, for the conformance kit. */
public final class SqliteFixture implements ConformanceFixture {
    private final SqliteCrashSubject subject = new SqliteCrashSubject();

    @Override
    public Dialect dialect() {
        return new SqliteDialect();
    }

    @Override
    public CrashDatabase newDatabase() throws Exception {
        return subject.newDatabase();
    }

    @Override
    public List<String> dump(Connection connection) throws SQLException {
        return subject.dump(connection);
    }

    @Override
    public List<String> settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>(ConformanceFixture.super.settings(connection));
        for (String pragma : List.of("busy_timeout", "foreign_keys", "defer_foreign_keys", "recursive_triggers")) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
                settings.add(pragma + " " + row.getString(1));
            }
        }
        return settings;
    }

    @Override
    public Map<String, String> sessionSettings() {
        return Map.of(
                "PRAGMA recursive_triggers = ON",
                "(SELECT recursive_triggers FROM pragma_recursive_triggers)",
                "PRAGMA count_changes = ON",
                "(SELECT count_changes FROM pragma_count_changes)");
    }

    @Override
    public Map<String, String> sessionObjects() {
        return Map.of("CREATE TEMP TABLE kit_temp (id INTEGER)", "(SELECT COUNT(*) FROM sqlite_temp_master)");
    }

    @Override
    public Optional<String> selfCommittingStatement() {
        return Optional.of("VACUUM");
    }

    @Override
    public Optional<String> undecidableStatement() {
        return Optional.of(
                "VACUUM INTO 'target/kit-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".db'");
    }

    @Override
    public Optional<String> slowStatement() {
        return Optional.of("WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10000000000)"
                + " SELECT COUNT(*) FROM n");
    }

    @Override
    public List<String> oddStatements() {
        return List.of(
                "CREATE TRIGGER t AFTER INSERT ON kit BEGIN UPDATE kit SET note = 'x;y'; DELETE FROM kit WHERE id = 2; END",
                "CREATE TRIGGER u AFTER UPDATE ON kit WHEN NEW.id > 1 BEGIN SELECT CASE WHEN 1 THEN 2 ELSE 3 END; END",
                "SELECT 'a;b' AS [odd;name], \"c;d\", `e;f` /* ; */ FROM kit");
    }
}
