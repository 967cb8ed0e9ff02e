package io.migrationledger.testdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestServersTest {

    @ParameterizedTest
    @EnumSource
    void everyClientReachesTheSameDatabase(TestServers kind) throws SQLException {
        TestServer server = kind.get();
        try (TestDatabase database = server.newDatabase()) {
            for (JdbcClient client : server.clients()) {
                try (Connection connection = database.connect(client)) {
                    execute(connection, "CREATE TABLE through_" + client + " (id INTEGER PRIMARY KEY)");
                    assertThat(connection.getMetaData().getURL()).startsWith(client.prefix());
                }
            }
            try (Connection connection = database.connect()) {
                for (JdbcClient client : server.clients()) {
                    assertThat(count(connection, "through_" + client)).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoDatabasesAreIndependent(TestServers kind) throws SQLException {
        TestServer server = kind.get();
        try (TestDatabase one = server.newDatabase();
                TestDatabase two = server.newDatabase();
                Connection inOne = one.connect();
                Connection inTwo = two.connect()) {
            assertThat(one.name()).isNotEqualTo(two.name());
            execute(inOne, "CREATE TABLE here (id INTEGER PRIMARY KEY)");
            assertThatThrownBy(() -> count(inTwo, "here")).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommittedRowOutlivesTheServer(TestServers kind) throws SQLException {
        TestServer server = kind.get();
        assumeTrue(server.canKill(), server + " was not started by the tests");
        try (TestDatabase database = server.newDatabase()) {
            try (Connection committed = database.connect();
                    Connection open = database.connect()) {
                execute(committed, "CREATE TABLE entry (id INTEGER PRIMARY KEY)");
                execute(committed, "INSERT INTO entry VALUES (1)");
                open.setAutoCommit(false);
                execute(open, "INSERT INTO entry VALUES (2)");
                server.kill();
                assertThatThrownBy(() -> count(committed, "entry")).isInstanceOf(SQLException.class);
                open.abort(Runnable::run); // closing would try to roll back, and Connector/J then throws
            }
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);

            server.restart();

            try (Connection again = database.connect()) {
                assertThat(count(again, "entry")).isEqualTo(1);
                execute(again, "INSERT INTO entry VALUES (3)");
            }
            server.stopImmediately();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            assertThat(kind.get()).as("restarted for the next caller").isSameAs(server);
            try (Connection again = database.connect()) {
                assertThat(count(again, "entry")).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseIsDroppedThoughATransactionIsOpen(TestServers kind) throws SQLException {
        TestDatabase database = kind.get().newDatabase();
        try (Connection left = database.connect()) {
            execute(left, "CREATE TABLE entry (id INTEGER PRIMARY KEY)");
            left.setAutoCommit(false);
            assertThat(count(left, "entry")).isZero();
            assertTimeoutPreemptively(Duration.ofSeconds(20), database::close);
            left.abort(Runnable::run);
        }
        assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyCommitIsFlushed(TestServers kind) throws SQLException {
        TestServer server = kind.get();
        boolean postgres = kind == TestServers.POSTGRES || kind == TestServers.POSTGRES_13;
        String[] settings = postgres
                ? new String[] {"SHOW fsync", "SHOW synchronous_commit"}
                : new String[] {"SELECT @@innodb_flush_log_at_trx_commit", "SELECT @@innodb_doublewrite"};
        try (TestDatabase database = server.newDatabase();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                try (ResultSet row = statement.executeQuery(setting)) {
                    row.next();
                    assertThat(row.getString(1)).as(setting).matches("on|1|ON");
                }
            }
        }
    }

    /** Shared memory that outlives the server that made it would fill the machine, a little with each crash. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "POSTGRES_13"})
    void aServerThatIsKilledLeavesNoSharedMemory(TestServers kind) throws Exception {
        TestServer server = kind.get();
        assumeTrue(server.canKill() && Commands.isRoot(), server + " was not started by root's tests");
        try (TestDatabase database = server.newDatabase();
                Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            Path process = Path.of("/proc", row.getString(1));
            assertThat(Files.readString(process.resolve("maps")))
                    .as("what it has in memory")
                    .contains("/bin/postgres")
                    .doesNotContain("/dev/shm/PostgreSQL.");
            assertThat(Files.readSymbolicLink(process.resolve("ns/ipc")))
                    .as("where its System V segments are")
                    .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/ipc")));
        }
    }

    /** MySQL's are views of an account at localhost, which {@code --skip-name-resolve} would disable. */
    @ParameterizedTest
    @EnumSource
    void theInformationSchemaAnswers(TestServers kind) throws SQLException {
        try (TestDatabase database = kind.get().newDatabase();
                Connection connection = database.connect()) {
            assertThat(count(connection, "information_schema.tables")).isPositive();
            assertThat(count(connection, "information_schema.columns")).isPositive();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
