package io.migrationledger.audit.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.LedgerSession;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.dialect.sqlite.SqliteDialect;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.Finding.Level;
import io.migrationledger.spi.Finding.Topic;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.support.Findings;
import io.migrationledger.testdb.PgBouncer;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found on real servers, well and ill. */
class DoctorTest {
    private static final String READER = "ledger_reader";

    @TempDir
    Path directory;

    @BeforeEach
    void migrations() throws Exception {
        Files.writeString(directory.resolve("0001_a.sql"), "CREATE TABLE a (b INTEGER);\n");
        Files.writeString(
                directory.resolve("0002_b.sql"), "ALTER TABLE a ADD COLUMN c INTEGER;\nUPDATE a SET c = 1;\n");
    }

    private Migrator at(String url, String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return Migrator.of(url, properties)
                .source(Migrations.directory("main", directory))
                .lockTimeout(Duration.ofSeconds(5))
                .build();
    }

    private Migrator at(TestDatabase database) {
        return at(database.url(), database.user(), database.password());
    }

    private Migrator sqlite() {
        return at("jdbc:sqlite:" + directory.resolve("a.db"), "", "");
    }

    private static List<Finding> examined(Migrator migrator) {
        return new Doctor(migrator).examine(true, true);
    }

    private static String problems(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.level() == Level.PROBLEM)
                .map(finding -> finding.topic() + " " + finding.what() + " -> "
                        + finding.advice().orElseThrow())
                .collect(Collectors.joining("\n"));
    }

    private static String about(Topic topic, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.topic() == topic)
                .map(finding -> finding.level() + " " + finding.what())
                .collect(Collectors.joining("\n"));
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void execute(TestDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.connect()) {
            execute(connection, statements);
        }
    }

    private static long count(TestDatabase database, String from) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** AU-50. On a good server nothing stops a run, before the first one and after it; and nothing is left of the look. */
    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "MARIADB", "MYSQL_8_0_12"})
    void aGoodServer(TestServers server) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            String tables = "information_schema.tables WHERE table_name NOT LIKE 'pg%'";
            long before = count(database, tables);
            List<Finding> first = examined(at(database));
            assertThat(problems(first)).isEmpty();
            assertThat(about(Topic.LEDGER, first)).contains("NOTE no ledger has been begun here");
            assertThat(about(Topic.FILES, first)).contains("NOTE 2 migrations are pending: 0001, 0002");
            assertThat(about(Topic.LOCK, first))
                    .startsWith("OK the lock was taken, a second session was refused (held by ");
            assertThat(count(database, tables)).isEqualTo(before);

            at(database).migrate();
            long events = count(database, "migration_ledger");
            List<Finding> second = examined(at(database));
            assertThat(problems(second)).isEmpty();
            assertThat(second)
                    .extracting(Finding::topic)
                    .containsAll(EnumSet.of(
                            Topic.VERSIONS,
                            Topic.CONNECTION,
                            Topic.STANDBY,
                            Topic.PRIVILEGES,
                            Topic.LOCK,
                            Topic.LEDGER,
                            Topic.CHAIN,
                            Topic.CLOCK,
                            Topic.FILES));
            assertThat(about(Topic.LEDGER, second))
                    .contains("OK the table has its columns")
                    .doesNotContain("NOTE");
            assertThat(about(Topic.CHAIN, second)).startsWith("OK the newest " + events + " of " + events + " events");
            assertThat(about(Topic.CLOCK, second)).startsWith("OK the server's clock is 0.");
            assertThat(count(database, "migration_ledger")).isEqualTo(events);
            assertThat(at(database).migrate().completed()).isEmpty(); // the lock is free again
        }
    }

    /** AU-51. */
    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "MARIADB"})
    void rightsThatWereNotComparedAreNotCalledEnough(TestServers server) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            at(database).migrate();
            Files.writeString(directory.resolve("0003_c.sql"), "SELECT 'unclosed;\n");

            assertThat(about(Topic.PRIVILEGES, examined(at(database))))
                    .contains("NOTE the rights are not compared with what is pending", "may do what the ledger needs")
                    .doesNotContain("may do what is pending");
        }
    }

    /** AU-51. An account that may only read sees nearly everything, and is told which rights are missing. */
    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "MARIADB", "MYSQL_8_0_12"})
    void anAccountThatMayOnlyRead(TestServers server) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            at(database).migrate();
            Files.writeString(directory.resolve("0003_c.sql"), "CREATE TABLE d (e INTEGER);\n");
            boolean postgres = server == TestServers.POSTGRES;
            String account = postgres ? READER : READER + "@localhost";
            if (postgres) {
                execute(
                        database,
                        "CREATE ROLE " + READER + " LOGIN PASSWORD 'Reader-1'",
                        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                        "GRANT SELECT ON migration_ledger TO " + READER);
            } else {
                execute(
                        database,
                        "CREATE USER " + account + " IDENTIFIED "
                                + (server == TestServers.MARIADB ? "" : "WITH mysql_native_password ")
                                + "BY 'Reader-1'",
                        "GRANT SELECT ON `" + database.name() + "`.* TO " + account);
            }
            try {
                List<Finding> found = examined(at(database.url(), READER, "Reader-1"));
                assertThat(problems(found))
                        .startsWith("PRIVILEGES the account ")
                        .contains("INSERT", "CREATE", "GRANT")
                        .doesNotContain("\n");
                assertThat(about(Topic.CHAIN, found)).startsWith("OK ");
                assertThat(about(Topic.LOCK, found)).startsWith("OK ");
                assertThat(about(Topic.FILES, found)).contains("NOTE 1 migration is pending: 0003");
                assertThat(about(Topic.LEDGER, found)).contains(postgres ? "OK the table" : "NOTE whether triggers");
            } finally {
                if (postgres) {
                    execute(database, "DROP OWNED BY " + READER, "DROP ROLE " + READER);
                } else {
                    execute(database, "DROP USER " + account);
                }
            }
        }
    }

    /** AU-52. A ledger's table that somebody changed is found, with what makes it whole. */
    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "MARIADB"})
    void aChangedTable(TestServers server) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            at(database).migrate();
            if (server == TestServers.POSTGRES) {
                execute(
                        database,
                        "ALTER TABLE migration_ledger ENABLE TRIGGER append_only",
                        "DROP INDEX migration_ledger_namespace_sequence_idx");
                assertThat(problems(examined(at(database))))
                        .contains(
                                "can be switched off by a session",
                                "no index on (namespace, sequence)",
                                "CREATE INDEX ON");
                execute(database, "DROP TRIGGER append_only ON migration_ledger");
                assertThat(problems(examined(at(database)))).contains("UPDATE and DELETE is missing", "CREATE TRIGGER");
            } else {
                execute(
                        database,
                        "DROP TRIGGER migration_ledger_no_update",
                        "DROP INDEX namespace_sequence ON migration_ledger");
                List<Finding> found = examined(at(database));
                assertThat(problems(found)).contains("no index on (namespace, sequence)");
                assertThat(about(Topic.LEDGER, found)).contains("NOTE no trigger refuses UPDATE and DELETE");
            }
            execute(database, "UPDATE migration_ledger SET os_user = 'nobody' WHERE sequence = 4");
            assertThat(problems(examined(at(database)))).contains("CHAIN event 4: its contents do not match its hash");
        }
    }

    /** AU-50. A server that can only be read is named before a run finds out. */
    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "MARIADB", "MYSQL_8_0_12"})
    void aServerThatCanOnlyBeRead(TestServers server) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            boolean postgres = server == TestServers.POSTGRES;
            execute(
                    database,
                    postgres
                            ? "ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on"
                            : "SET GLOBAL read_only = ON");
            try {
                assertThat(problems(examined(at(database))))
                        .startsWith("STANDBY ")
                        .contains("read");
            } finally {
                execute(database, postgres ? "SELECT 1" : "SET GLOBAL read_only = OFF");
            }
        }
    }

    /** AU-50. What PgBouncer allows is said, and its sessions are left as they were. */
    @ParameterizedTest
    @CsvSource({
        "transaction, 'NOTE a pooler stands between that may hand', the lock is a lease",
        "session, 'OK a pooler stands between that leaves a client its session', the lock was taken"
    })
    void aRealPooler(String mode, String connection, String lock) throws Exception {
        try (TestDatabase database = TestServers.postgres().newDatabase();
                PgBouncer pool = PgBouncer.start(TestServers.postgres(), mode, Map.of())) {
            Properties properties = new Properties();
            properties.setProperty("user", database.user());
            Migrator migrator = Migrator.of(pool.url(database), properties)
                    .source(Migrations.directory("main", directory))
                    .build();
            List<Finding> found = examined(migrator);
            assertThat(about(Topic.CONNECTION, found)).contains(connection);
            assertThat(about(Topic.LOCK, found)).contains(lock);
            assertThat(problems(found)).isEmpty();
            assertThat(String.join("\n", migrator.status().notes()).contains("the lock between runners is a lease"))
                    .isEqualTo(mode.equals("transaction"));
            try (Connection direct = database.connect();
                    Statement statement = direct.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT (SELECT count(*) FROM pg_class WHERE relnamespace ="
                                    + " 'public'::regnamespace), (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).as("tables").isZero();
                assertThat(row.getInt(2)).as("advisory locks").isZero();
            }
        }
    }

    /** AU-50. Statements that are served by two sessions are found. */
    @Test
    void aPooler() throws Exception {
        try (TestDatabase database = TestServers.postgres().newDatabase();
                Connection one = database.connect();
                Connection two = database.connect()) {
            int[] statements = {0};
            Connection pooled = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        boolean statement = method.getName().equals("createStatement");
                        Connection behind = statement && statements[0]++ % 2 == 1 ? two : one;
                        try {
                            return method.invoke(behind, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            List<Finding> found = examined(Migrator.of(pooled)
                    .source(Migrations.directory("main", directory))
                    .build());
            // Which of the two it is depends on which session the driver happens to meet first.
            assertThat(about(Topic.CONNECTION, found))
                    .containsAnyOf(
                            "PROBLEM statements of one connection ran in 2 sessions of the server",
                            "NOTE a pooler stands between");
        }
    }

    /** AU-53. A lock that somebody has, one that keeps nobody out, and one that is not to be taken. */
    @Test
    void theLock() throws Exception {
        sqlite().migrate();
        try (LedgerSession held = sqlite().ledger().lock(Duration.ofSeconds(5))) {
            assertThat(held.connection().isClosed()).isFalse();
            assertThat(about(Topic.LOCK, examined(sqlite())))
                    .startsWith("NOTE a run is at work, and holds the lock: process ");
        }
        assertThat(about(Topic.LOCK, examined(sqlite())))
                .startsWith("OK the lock was taken, a second session was refused");
        assertThat(about(Topic.LOCK, new Doctor(sqlite()).examine(false, true)))
                .isEqualTo("NOTE not tried: that was left out");

        Migrator open = Migrator.of("jdbc:sqlite:" + directory.resolve("a.db"), new Properties())
                .dialect(lockless())
                .source(Migrations.directory("main", directory))
                .build();
        assertThat(problems(examined(open))).startsWith("LOCK two sessions got the lock at once");
    }

    /** AU-53. A run that is at work stops nobody for good. */
    @Test
    void aRunAtWork() throws Exception {
        Files.writeString(
                directory.resolve("0003_c.sql"), "-- ledger: transaction=none\nCREATE TABLE c (d INTEGER);\n");
        List<Finding> found = new ArrayList<>();
        Migrator.of("jdbc:sqlite:" + directory.resolve("a.db"), new Properties())
                .source(Migrations.directory("main", directory))
                .listener(new MigrationListener() {
                    @Override
                    public void statementStarted(Migration migration, int number, int line, String text) {
                        if (migration.id().value().equals("0003")) {
                            found.addAll(examined(sqlite()));
                        }
                    }
                })
                .build()
                .migrate();

        assertThat(about(Topic.LOCK, found)).startsWith("NOTE a run is at work");
        assertThat(about(Topic.FILES, found)).contains("NOTE 1 migration is running: 0003");
        assertThat(Doctor.isIll(found)).isFalse();
    }

    /** SQLite by a driver whose lock is everybody's. */
    private static Dialect lockless() {
        SqliteDialect real = new SqliteDialect();
        return new Dialect() {
            @Override
            public String name() {
                return real.name();
            }

            @Override
            public boolean accepts(String jdbcUrl) {
                return real.accepts(jdbcUrl);
            }

            @Override
            public DialectSession open(Connection connection, SessionOptions options) {
                DialectSession session = real.open(connection, options);
                return (DialectSession) Proxy.newProxyInstance(
                        DoctorTest.class.getClassLoader(),
                        new Class<?>[] {DialectSession.class},
                        (self, method, arguments) -> switch (method.getName()) {
                            case "tryLock" -> Optional.empty();
                            case "holdsLock" -> true;
                            default -> {
                                try {
                                    yield method.invoke(session, arguments);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            }
                        });
            }
        };
    }

    /** AU-50, AU-52. A file. */
    @Test
    void sqliteFiles() throws Exception {
        Path file = directory.resolve("a.db");
        DriverManager.getConnection("jdbc:sqlite:" + file).close();
        assertThat(problems(examined(sqlite()))).isEmpty();
        sqlite().migrate();
        List<Finding> good = examined(sqlite());
        assertThat(problems(good)).isEmpty();
        assertThat(about(Topic.LEDGER, good)).isEqualTo("OK the table has its columns, index and triggers");
        assertThat(about(Topic.FILES, good)).isEqualTo("OK 2 migrations are in effect, as their files say");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            execute(connection, "DROP TRIGGER migration_ledger_no_delete", "DROP INDEX migration_ledger_namespace");
        }
        assertThat(problems(examined(sqlite())))
                .contains("the index migration_ledger_namespace is missing", "CREATE INDEX IF NOT EXISTS main.")
                .contains("the trigger migration_ledger_no_delete is missing", "CREATE TRIGGER IF NOT EXISTS main.");
        Files.writeString(directory.resolve("0001_a.sql"), "CREATE TABLE a (b TEXT);\n");
        Files.delete(directory.resolve("0002_b.sql"));
        assertThat(problems(examined(sqlite()))).contains("FILES ML-1301", "FILES ML-130");
    }

    /** AU-50. A database that is not there is a finding. */
    @Test
    void aDatabaseThatIsNotThere() {
        List<Finding> found = examined(at("jdbc:postgresql://localhost:1/none", "nobody", "x"));
        assertThat(problems(found)).startsWith("CONNECTION ").doesNotContain("\nCHAIN");
        assertThat(Doctor.isIll(found)).isTrue();
    }

    /** AU-54. */
    @ParameterizedTest
    @ValueSource(strings = {"-90000", "-5000", "-100", "0", "100", "5000", "90000"})
    void clocks(long millis) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        List<Finding> found = new Findings()
                .clock(now.minusMillis(10), now.plusMillis(millis), now.plusMillis(10))
                .all();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).level()).isEqualTo(Math.abs(millis) < 2_000 ? Level.OK : Level.NOTE);
        assertThat(found.get(0).what()).contains(Math.abs(millis) / 1000 + ".", millis < 0 ? " behind" : " ahead of");
    }

    @Test
    void beginnings() {
        assertThat(Doctor.beginning("create  unique\nindex i ON t (a)")).isEqualTo("CREATE UNIQUE INDEX I ON");
        assertThat(Set.of(Doctor.beginning("UPDATE"), Doctor.beginning(""))).containsExactlyInAnyOrder("UPDATE", "");
        assertThat(Findings.begins(Set.of("CREATE TABLE A"), "CREATE TABLE")).isTrue();
        assertThat(Findings.begins(Set.of("CREATE TABLESPACE A"), "CREATE TABLE"))
                .isFalse();
    }
}
