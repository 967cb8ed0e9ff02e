package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example shop on every database, from an empty one to its end, back to nothing, and again. */
class ShopTest {
    private static final Path SHOP = Path.of("../examples/shop/migrations");

    /** A server and the client that it is reached through. */
    record Route(TestServers server, JdbcClient client) {}

    static Stream<Route> routes() {
        return Stream.of(
                        new Route(TestServers.POSTGRES, JdbcClient.POSTGRESQL),
                        new Route(TestServers.MARIADB, JdbcClient.MARIADB),
                        new Route(TestServers.MARIADB, JdbcClient.CONNECTOR_J),
                        new Route(TestServers.MYSQL_8_0_12, JdbcClient.CONNECTOR_J),
                        new Route(TestServers.MYSQL_8_0_12, JdbcClient.MARIADB),
                        new Route(TestServers.MYSQL_8_0_33, JdbcClient.CONNECTOR_J),
                        new Route(TestServers.MYSQL_8_0_33, JdbcClient.MARIADB))
                .filter(route -> route.server != TestServers.MYSQL_8_0_33
                        || Boolean.parseBoolean(System.getenv("LEDGER_TEST_MYSQL_8033")));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void migratesRollsBackAndMigratesAgainOnAServer(Route route) throws Exception {
        try (TestDatabase database = route.server.get().newDatabase()) {
            Properties login = new Properties();
            login.setProperty("user", database.user());
            login.setProperty("password", database.password());
            upDownUp(database.url(route.client), login);
        }
    }

    @Test
    void migratesRollsBackAndMigratesAgainOnSqlite(@TempDir Path directory) throws Exception {
        upDownUp("jdbc:sqlite:" + directory.resolve("shop.db"), new Properties());
    }

    @Test
    void everyScriptSaysWhoWhenAndWhy() throws IOException {
        try (Stream<Path> files = Files.list(SHOP)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .matches(
                                "(?s)-- author: [^\n]+\n-- date: \\d{4}-\\d\\d-\\d\\d\n-- description: [^\n]+\n\n.*;\n");
            }
        }
    }

    private static void upDownUp(String url, Properties login) throws SQLException {
        Migrator migrator =
                Migrator.of(url, login).source(Migrations.directory(SHOP)).build();
        try (Connection connection = DriverManager.getConnection(url, login)) {
            assertThat(migrator.migrate().completed()).hasSize(19);
            assertFinalState(connection);
            assertThat(migrator.migrate().isUpToDate()).isTrue();

            MigrateResult back = migrator.rollback(RollbackOptions.LAST_BATCH);
            assertThat(back.completed()).hasSize(18); // the repeatable one has no down script
            assertThat(migrator.status().lines()).allMatch(line -> line.needsAttention());
            assertThat(tables(connection)).containsExactly("migration_ledger", "migration_ledger_scripts");

            assertThat(migrator.migrate().completed()).hasSize(19);
            assertFinalState(connection);
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        String[] types = {"TABLE", "BASE TABLE", "VIEW"};
        List<String> names = new ArrayList<>();
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", types)) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    /** A statement that ran twice, or not at all, shows here. */
    private static void assertFinalState(Connection connection) throws SQLException {
        assertThat(rows(connection, "SELECT id, price, stock FROM products ORDER BY id"))
                .containsExactly("1 4.95 40", "2 21.89 43", "3 132.00 5");
        assertThat(rows(connection, "SELECT product_id, old_price, new_price FROM price_changes ORDER BY product_id"))
                .containsExactly("1 4.50 4.95", "2 19.90 21.89", "3 120.00 132.00");
        assertThat(rows(connection, "SELECT id, user_id, city FROM addresses ORDER BY id"))
                .containsExactly("1 1 Bristol", "2 2 Freiburg");
        assertThat(rows(connection, "SELECT id, display_name, points FROM users ORDER BY id"))
                .containsExactly("1 Ada Nwosu 10", "2 Bruno Keller 10", "3 Chloé d'Arcy 0");
        assertThat(rows(connection, "SELECT id, status, address_id FROM orders ORDER BY id"))
                .containsExactly("1 paid 1", "2 paid 2", "3 abandoned 2", "4 open null");
        assertThat(rows(connection, "SELECT order_id, total FROM order_totals ORDER BY order_id"))
                .containsExactly("1 129.00", "2 19.90", "3 59.70", "4 18.00");
        assertThat(rows(connection, "SELECT product, category, price FROM catalogue ORDER BY product_id"))
                .containsExactly(
                        "House blend; 250 g Coffee 4.95",
                        "Yirgacheffe, 1 kg Coffee 21.89",
                        "Hand grinder Equipment 132.00");
    }

    /** Each row as text; fractions with two digits, for SQLite's DECIMAL is a floating-point number. */
    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    boolean fraction = columns.getColumnLabel(column).matches("(?i).*(price|total)");
                    String value = String.valueOf(result.getObject(column));
                    values.add(
                            fraction
                                    ? new BigDecimal(value)
                                            .setScale(2, RoundingMode.HALF_UP)
                                            .toString()
                                    : value);
                }
                rows.add(String.join(" ", values));
            }
        }
        return rows;
    }
}
