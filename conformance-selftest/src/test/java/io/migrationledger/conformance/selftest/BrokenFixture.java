package io.migrationledger.conformance.selftest;

import io.migrationledger.conformance.crash.ChildRun;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.conformance.fixture.ServerControl;
import io.migrationledger.conformance.run.WrappedDialect;
import io.migrationledger.dialect.sqlite.SqliteDialect;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Scratch;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SQLite with a driver that has one fault. */
public abstract class BrokenFixture implements ConformanceFixture {
    private static final String VACUUM_INTO =
            "VACUUM INTO '" + Path.of("target").toAbsolutePath() + "/ledger-kit-"
                    + ProcessHandle.current().pid() + "-";

    private final String undecidable = VACUUM_INTO + System.nanoTime() + ".db'";

    /** Answers a call in place of the driver. */
    protected @Nullable Object answer(Call call) throws Throwable {
        return call.proceed();
    }

    /** Returns what stands between the ledger and the connection; by default nothing. */
    Optional<LedgerTap> tap() {
        return Optional.empty();
    }

    /** Opens a session in place of the driver. */
    protected DialectSession open(Dialect real, Connection connection, SessionOptions options) throws SQLException {
        return real.open(tap().map(tap -> tap.over(connection)).orElse(connection), options);
    }

    /** Makes a scratch database in place of the driver. */
    protected Optional<Scratch> scratch(Dialect real, String url, Scratch.Opener opener) throws SQLException {
        return real.scratch(url, opener);
    }

    /**
     * Pauses between what a run has read and what it writes, in a child process: so that processes which start at once are
     * there at once, on a busy machine too.
     */
    protected static void linger(Call call) throws InterruptedException {
        boolean child = System.getProperty("sun.java.command", "").startsWith(ChildRun.class.getName());
        if (child && call.is("createLedgerTable")) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /** Executes a statement on a session's connection. */
    protected static void run(DialectSession session, String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public final Dialect dialect() {
        return new Broken();
    }

    @Override
    public String reportName() {
        return "broken-" + getClass().getSimpleName();
    }

    @Override
    public CrashDatabase newDatabase() throws IOException {
        Path directory = Files.createTempDirectory("ledger-broken");
        return new CrashDatabase(address(directory.resolve("kit.db")), "", "", () -> delete(directory));
    }

    /** Returns the address of a database file. */
    protected String address(Path file) {
        return "jdbc:sqlite:" + file;
    }

    @Override
    public Map<String, String> sessionSettings() {
        return Map.of("PRAGMA count_changes = ON", "(SELECT count_changes FROM pragma_count_changes)");
    }

    @Override
    public Optional<String> selfCommittingStatement() {
        return Optional.of("VACUUM");
    }

    @Override
    public Optional<String> undecidableStatement() {
        return Optional.of(undecidable);
    }

    /** Ends by itself, after some seconds: a driver that knows no time limit must not hang the test. */
    @Override
    public Optional<String> slowStatement() {
        return Optional.of("WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000000)"
                + " SELECT COUNT(*) FROM n");
    }

    @Override
    public List<String> oddStatements() {
        return List.of("SELECT 'a;b' AS [odd;name]");
    }

    /** SQLite's server is whatever process uses the file: with the connection, all of it is gone. */
    @Override
    public Optional<ServerControl> server() {
        return Optional.of(new ServerControl() {
            @Override
            public void kill() {}

            @Override
            public void restart() {}
        });
    }

    private final class Broken extends WrappedDialect {
        Broken() {
            super(new SqliteDialect());
        }

        @Override
        public DialectSession open(Connection connection, SessionOptions options) throws SQLException {
            return super.wrap(BrokenFixture.this.open(new SqliteDialect(), connection, options));
        }

        @Override
        public Optional<Scratch> scratch(String url, Scratch.Opener opener) throws SQLException {
            return BrokenFixture.this.scratch(new SqliteDialect(), url, opener);
        }

        @Override
        protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            Object answer = answer(new Call(session, method, arguments));
            return answer instanceof ScriptReading reading ? new BrokenReading(session, reading) : answer;
        }
    }

    /** Reads as the driver does, but for statements that the fault classifies in another way. */
    private final class BrokenReading implements ScriptReading {
        private final DialectSession session;
        private final ScriptReading sound;

        BrokenReading(DialectSession session, ScriptReading sound) {
            this.session = session;
            this.sound = sound;
        }

        @Override
        public StatementClass classify(SqlStatement statement) throws SQLException {
            StatementClass inScript = sound.classify(statement);
            StatementClass broken = byTheFault(statement);
            return broken.equals(session.classify(statement)) ? inScript : broken;
        }

        private StatementClass byTheFault(SqlStatement statement) throws SQLException {
            try {
                Method classify = DialectSession.class.getMethod("classify", SqlStatement.class);
                Object answer = answer(new Call(session, classify, new Object[] {statement}));
                return (StatementClass) Objects.requireNonNull(answer);
            } catch (SQLException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<SqlStatement> hoisted() {
            return sound.hoisted();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
