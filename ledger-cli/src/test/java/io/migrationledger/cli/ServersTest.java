package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The command with the drivers that it brings, on real servers. */
class ServersTest {
    private static final String SHOP = Path.of("..", "examples", "shop", "migrations")
            .toAbsolutePath()
            .normalize()
            .toString();

    @TempDir
    Path directory;

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of(TestServers.POSTGRES, JdbcClient.POSTGRESQL),
                Arguments.of(TestServers.MARIADB, JdbcClient.MARIADB),
                Arguments.of(TestServers.MYSQL_8_0_12, JdbcClient.CONNECTOR_J));
    }

    private Workplace at(TestDatabase database, JdbcClient client, String password) {
        return new Workplace(directory)
                .environment("LEDGER_URL", database.url(client))
                .environment("LEDGER_USER", database.user())
                .environment("LEDGER_PASSWORD", password)
                .environment("LEDGER_DIR", SHOP);
    }

    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void migratesTheShopAndBack(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = at(database, client, database.password());
            assertThat(at.run("migrate").out()).contains("Applied 19 migrations in ");
            assertThat(at.run("migrate").out())
                    .isEqualTo("Nothing is pending: 19 migrations are in effect, R__catalogue the last of them.\n");
            assertThat(at.run("status", "--check").code()).isZero();
            assertThat(at.run("rollback").out()).contains("Rolled back 18 migrations in ");
            assertThat(at.run("status", "--check").code()).isEqualTo(3);
            assertThat(at.run("migrate").out()).contains("Applied 19 migrations in ");
            assertThat(at.run("verify").code()).isZero();
        }
    }

    @Test
    void wrongPassword() throws Exception {
        try (TestDatabase database = TestServers.mariadb().newDatabase()) {
            Workplace.Result result =
                    at(database, JdbcClient.MARIADB, "s3cr3t-and-wrong").run("migrate");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .startsWith("ML-1101  ")
                    .contains("Access denied for user '" + database.user() + "'@")
                    .contains("\n  now    Nothing in the database was changed.\n")
                    .contains("\n  next   ")
                    .doesNotContain("s3cr3t-and-wrong");
            try (Connection connection = database.connect(JdbcClient.MARIADB);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isZero();
            }
        }
    }
}
