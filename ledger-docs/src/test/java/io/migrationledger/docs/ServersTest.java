package io.migrationledger.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schemas of real databases. */
class ServersTest {
    @TempDir
    Path directory;

    private static final String ORDERS =
            "CREATE TABLE orders (id INT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id));\n";

    /** SD-1. */
    @Test
    void sqlite() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            shows(connection);
        }
    }

    /** SD-1. */
    @Test
    void postgres() throws Exception {
        try (TestDatabase database = TestServers.postgres().newDatabase();
                Connection connection = database.connect()) {
            shows(connection);
        }
    }

    /** SD-1. */
    @Test
    void mariadb() throws Exception {
        try (TestDatabase database = TestServers.mariadb().newDatabase();
                Connection connection = database.connect()) {
            shows(connection);
        }
    }

    /** SD-1. */
    @Test
    void mysql() throws Exception {
        try (TestDatabase database = TestServers.mysql8012().newDatabase();
                Connection connection = database.connect()) {
            shows(connection);
        }
    }

    private void shows(Connection connection) throws Exception {
        Files.writeString(directory.resolve("0001_users.sql"), "CREATE TABLE users (id INT PRIMARY KEY, name TEXT);\n");
        Files.writeString(directory.resolve("0002_orders.sql"), ORDERS);
        Files.writeString(directory.resolve("0003_view.sql"), "CREATE VIEW names AS SELECT name FROM users;\n");
        Migrator migrator = Migrator.of(connection)
                .source(Migrations.directory("main", directory))
                .build();
        migrator.migrate(MigrateOptions.ALL);
        LastChanges changes = new LastChanges();
        migrator.ledger().forEach(changes);
        StringBuilder html = new StringBuilder();
        SchemaDocument.of(migrator.ledger().snapshot(), changes, DocumentOptions.DEFAULTS)
                .html(html);
        assertThat(html)
                .contains("class=\"box-title\" x=", "Referred to by ", "<bdi>names</bdi>")
                .doesNotContain("migration_ledger");
        for (String id : new String[] {"0001", "0002", "0003"}) {
            assertThat(html).contains("Last changed by the script of <bdi>" + id + "</bdi>.");
        }
        assertThat(html.toString().split("class=\"line\"", -1)).hasSize(2);
    }

    /** SD-1. Which of two functions a script changed, or which of two tables that differ in case, its names do not tell. */
    @Test
    void ofObjectsThatShareTheirNameNothingIsSaid() throws Exception {
        Files.writeString(directory.resolve("0001_a.sql"), function("INT") + "CREATE TABLE \"Orders\" (id INT);\n");
        Files.writeString(directory.resolve("0002_b.sql"), function("TEXT") + "CREATE TABLE orders (id INT);\n");
        Files.writeString(directory.resolve("0003_c.sql"), "CREATE TABLE other (id INT);\n");
        try (TestDatabase database = TestServers.postgres().newDatabase();
                Connection connection = database.connect()) {
            Migrator migrator = Migrator.of(connection)
                    .source(Migrations.directory("main", directory))
                    .build();
            migrator.migrate(MigrateOptions.ALL);
            LastChanges changes = new LastChanges();
            migrator.ledger().forEach(changes);
            StringBuilder html = new StringBuilder();
            StringBuilder markdown = new StringBuilder();
            SchemaDocument document =
                    SchemaDocument.of(migrator.ledger().snapshot(), changes, DocumentOptions.DEFAULTS);
            document.html(html);
            document.markdown(markdown);
            assertThat(html).contains("script of <bdi>0003</bdi>").doesNotContain("0001", "0002");
            assertThat(markdown).contains("script of `0003`").doesNotContain("0001", "0002");
        }
    }

    private static String function(String argument) {
        return "CREATE FUNCTION f(x " + argument + ") RETURNS INT LANGUAGE sql AS 'SELECT 1';\n";
    }

    /** SD-6. As many queries for 300 tables as for one. */
    @Test
    void theNumberOfQueriesDoesNotGrow() throws Exception {
        assertThat(queries(300)).isEqualTo(queries(1)).isLessThanOrEqualTo(10);
    }

    private static int queries(int tables) throws Exception {
        AtomicInteger queries = new AtomicInteger();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            try (Statement statement = connection.createStatement()) {
                for (int i = 0; i < tables; i++) {
                    statement.execute("CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY)");
                }
            }
            Ledger ledger = Ledger.of(counting(Connection.class, connection, queries));
            LastChanges changes = new LastChanges();
            ledger.forEach(changes);
            StringBuilder html = new StringBuilder();
            SchemaDocument.of(ledger.snapshot(), changes, DocumentOptions.DEFAULTS)
                    .html(html);
            assertThat(html.toString().split("<article ", -1)).hasSize(tables + 1);
        }
        return queries.get();
    }

    /** Counts what is asked of the database: the statements that read. */
    private static <T> T counting(Class<T> type, T real, AtomicInteger queries) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean reads = method.getName().equals("executeQuery")
                            || method.getName().equals("execute");
                    if (reads) {
                        queries.incrementAndGet();
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        if (result instanceof java.sql.PreparedStatement statement) {
                            return counting(java.sql.PreparedStatement.class, statement, queries);
                        }
                        return result instanceof Statement statement
                                ? counting(Statement.class, statement, queries)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }));
    }
}
