package io.migrationledger.testdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * TEMPORARY: the scripts of {@code examples/shop} are right on every database, up, down and up again, by plain JDBC and
 * without the ledger. When the ledger can run them, its own tests take over.
 */
class ShopMigrationsTest {

    static Stream<Arguments> servers() {
        return Stream.of(
                arguments("postgres", TestServers.POSTGRES, JdbcClient.POSTGRESQL),
                arguments("mariadb", TestServers.MARIADB, JdbcClient.MARIADB),
                arguments("mariadb", TestServers.MARIADB, JdbcClient.CONNECTOR_J),
                arguments("mysql", TestServers.MYSQL_8_0_12, JdbcClient.CONNECTOR_J),
                arguments("mysql", TestServers.MYSQL_8_0_12, JdbcClient.MARIADB),
                arguments("mysql", TestServers.MYSQL_8_0_33, JdbcClient.CONNECTOR_J),
                arguments("mysql", TestServers.MYSQL_8_0_33, JdbcClient.MARIADB));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theScriptsRunOnAServer(String dialect, TestServers kind, JdbcClient client) throws Exception {
        try (TestDatabase database = kind.get().newDatabase();
                Connection connection = database.connect(client)) {
            upDownUp(dialect, connection);
        }
    }

    @Test
    void theScriptsRunOnSqlite(@TempDir Path directory) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("shop.db"))) {
            execute(connection, "PRAGMA foreign_keys = ON");
            upDownUp("sqlite", connection);
            assertThat(rows(connection, "PRAGMA foreign_key_check")).isEmpty();
        }
    }

    @Test
    void twoOfThemMustNotRunTwice(@TempDir Path directory) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("shop.db"))) {
            ShopScripts scripts = ShopScripts.of("sqlite");
            for (String name : scripts.names().subList(0, 11)) {
                run(connection, scripts.up(name).orElseThrow());
            }
            run(connection, scripts.up("0009_raise_prices").orElseThrow());
            run(connection, scripts.up("0011_copy_addresses").orElseThrow());
            assertThat(rows(connection, "SELECT price FROM products WHERE id = 3"))
                    .containsExactly("145.20");
            assertThat(rows(connection, "SELECT COUNT(*) FROM addresses")).containsExactly("4");
        }
    }

    @Test
    void everyScriptSaysWhoWhenAndWhy() throws IOException {
        try (Stream<Path> files = Files.list(ShopScripts.of("sqlite").directory())) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .matches(
                                "(?s)-- author: [^\n]+\n-- date: \\d{4}-\\d\\d-\\d\\d\n-- description: [^\n]+\n\n.*;\n");
            }
        }
    }

    private static void upDownUp(String dialect, Connection connection) throws SQLException, IOException {
        ShopScripts scripts = ShopScripts.of(dialect);
        up(scripts, connection);
        assertFinalState(connection);
        run(connection, scripts.up("R__catalogue").orElseThrow()); // repeatable indeed
        assertFinalState(connection);

        assertThat(tables(connection)).hasSize(9);

        List<String> newestFirst = new ArrayList<>(scripts.names());
        Collections.reverse(newestFirst);
        List<String> without = new ArrayList<>();
        for (String name : newestFirst) {
            Optional<Path> down = scripts.down(name);
            if (down.isPresent()) {
                run(connection, down.get());
            } else {
                without.add(name);
            }
        }
        assertThat(without).containsExactly("R__catalogue");
        assertThat(tables(connection)).isEmpty();

        up(scripts, connection);
        assertFinalState(connection);
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

    private static void up(ShopScripts scripts, Connection connection) throws SQLException, IOException {
        for (String name : scripts.names()) {
            run(connection, scripts.up(name).orElseThrow());
        }
    }

    /** The whole file in a transaction, except the pragmas, which have no effect in one. */
    private static void run(Connection connection, Path file) throws SQLException, IOException {
        for (String statement : ShopScripts.split(Files.readString(file))) {
            boolean pragma = statement.startsWith("PRAGMA");
            if (pragma && !connection.getAutoCommit()) {
                connection.commit();
            }
            connection.setAutoCommit(pragma);
            try {
                execute(connection, statement);
            } catch (SQLException e) {
                throw new SQLException(file.getFileName() + ": " + e.getMessage() + "\n" + statement, e);
            }
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    /** What the README promises; a statement that ran twice, or not at all, shows here. */
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
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    Object value = result.getObject(column);
                    boolean fraction =
                            result.getMetaData().getColumnLabel(column).matches("(?i).*(price|total)");
                    values.add(
                            fraction
                                    ? new BigDecimal(value.toString())
                                            .setScale(2, RoundingMode.HALF_UP)
                                            .toString()
                                    : String.valueOf(value));
                }
                rows.add(String.join(" ", values));
            }
        }
        return rows;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
