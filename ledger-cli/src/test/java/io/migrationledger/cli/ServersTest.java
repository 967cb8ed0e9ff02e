package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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

    /** One script in place of twelve: nothing runs where these did, and a new database has the columns and products of an old one. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void squashesTheShop(TestServers server, JdbcClient client) throws Exception {
        Path files = directory.resolve("shop");
        copy(Path.of(SHOP), files);
        try (TestDatabase old = server.get().newDatabase();
                TestDatabase part = server.get().newDatabase();
                TestDatabase fresh = server.get().newDatabase()) {
            Workplace atOld = at(old, client, old.password()).environment("LEDGER_DIR", files.toString());
            Workplace atPart = at(part, client, part.password()).environment("LEDGER_DIR", files.toString());
            Workplace atFresh = at(fresh, client, fresh.password()).environment("LEDGER_DIR", files.toString());
            assertThat(atOld.run("migrate").code()).isZero();
            assertThat(atPart.run("migrate", "--to", "0007").code()).isZero();
            Workplace.Result squashed = atOld.run("squash", "0012", "--name", "shop of 2024");
            assertThat(squashed.err()).isEmpty();
            try (Stream<Path> all = Files.list(files)) {
                for (Path file : all.filter(ServersTest::isReplaced).toList()) {
                    Files.delete(file);
                }
            }

            List<String> before = columnsAndProducts(old, client);
            assertThat(atOld.run("migrate").err())
                    .isEqualTo(
                            "Note: migration 0012 now stands for 12 migrations (0001 to 0012), which are in effect: that"
                                    + " was recorded, and nothing was run\n");
            assertThat(atOld.run("migrate").out()).startsWith("Nothing is pending: 8 migrations are in effect");
            assertThat(atOld.run("verify").code()).isZero();
            assertThat(columnsAndProducts(old, client)).isEqualTo(before);
            assertThat(atPart.run("migrate").err()).startsWith("ML-1313  ");
            assertThat(atFresh.run("migrate").out()).contains("Applied 8 migrations in ");
            assertThat(columnsAndProducts(fresh, client)).isEqualTo(before);
            assertThat(atFresh.run("rollback").out()).contains("Rolled back 7 migrations in ");
        }
    }

    private static boolean isReplaced(Path file) {
        String name = file.getFileName().toString();
        return name.compareTo("0013") < 0 && !name.startsWith("0012_shop_of_2024");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Returns the columns of all tables but the ledger's, and the products. */
    private static List<String> columnsAndProducts(TestDatabase database, JdbcClient client) throws Exception {
        List<String> found = new ArrayList<>();
        String own = client == JdbcClient.POSTGRESQL ? "current_schema()" : "DATABASE()";
        try (Connection connection = database.connect(client);
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "SELECT CONCAT(table_name, '.', column_name, ' ', data_type, ' ', is_nullable) AS what"
                            + " FROM information_schema.columns WHERE table_schema = " + own
                            + " AND table_name NOT LIKE 'migration_ledger%' ORDER BY 1")) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT * FROM products ORDER BY id")) {
                while (row.next()) {
                    found.add(row.getString(1) + row.getString(2) + row.getString(3) + row.getString(4));
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(20);
        return found;
    }

    @Test
    void thePasswordComesFromAFile() throws Exception {
        try (TestDatabase database = TestServers.mariadb().newDatabase()) {
            Workplace at = at(database, JdbcClient.MARIADB, "")
                    .environment("LEDGER_PASSWORD_FILE", "secrets/db-password")
                    .environment("LEDGER_DIR", SHOP);
            assertThat(database.password()).as("otherwise this shows nothing").isNotEmpty();
            at.file("secrets/db-password", "another" + database.password() + "\n");
            assertThat(at.run("status").err()).contains("Access denied");
            at.file("secrets/db-password", database.password() + "\n");
            at.file("ledger.properties", "password=s3cr3t-and-wrong\n");
            assertThat(at.run("migrate").out()).contains("Applied 19 migrations in ");
            at.environment("LEDGER_PASSWORD_FILE", "").environment("LEDGER_PASSWORD", "s3cr3t-and-wrong");
            assertThat(at.run("status").err()).contains("Access denied");
            assertThat(at.run("status", "--password-file", "secrets/db-password")
                            .code())
                    .isZero();
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
