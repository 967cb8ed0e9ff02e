package io.migrationledger.dialect.sqlite;

import io.migrationledger.conformance.ConformanceFixture;
import io.migrationledger.conformance.crash.CrashDatabase;
import io.migrationledger.spi.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
