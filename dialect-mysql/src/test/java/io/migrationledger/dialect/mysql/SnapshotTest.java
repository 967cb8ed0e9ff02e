package io.migrationledger.dialect.mysql;

import static io.migrationledger.dialect.mysql.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.migrationledger.Ledger;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Partition;
import io.migrationledger.spi.schema.ScheduledEvent;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.testdb.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of a database, read. */
class SnapshotTest {
    /** One of each kind that all servers have. */
    private static final List<String> ZOO = List.of(
            "CREATE TABLE customer (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'number',"
                    + " name VARCHAR(40) COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s', kind ENUM('a', 'b,c') DEFAULT 'a',"
                    + " flags BIT(3) DEFAULT b'101', total DECIMAL(10, 2) DEFAULT '1.50', note TEXT, blank VARCHAR(9) DEFAULT '',"
                    + " at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),"
                    + " twice BIGINT AS (total * 2) STORED, thrice BIGINT AS (total * 3) VIRTUAL,"
                    + " UNIQUE KEY one (name, kind), KEY by_note (note(20)), FULLTEXT KEY words (note))"
                    + " DEFAULT CHARACTER SET utf8mb4 COMMENT 'who buys' ROW_FORMAT=COMPACT",
            "CREATE TABLE `order line` (a INT NOT NULL, b INT NOT NULL, customer BIGINT UNSIGNED, PRIMARY KEY (b, a),"
                    + " CONSTRAINT buyer FOREIGN KEY (customer) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE SET NULL)",
            "CREATE TABLE sale (id INT NOT NULL, sold INT NOT NULL) PARTITION BY RANGE (sold)"
                    + " (PARTITION early VALUES LESS THAN (2000) COMMENT 'old', PARTITION late VALUES LESS THAN MAXVALUE)",
            "CREATE VIEW named AS SELECT id, name FROM customer WHERE name <> 'x' WITH LOCAL CHECK OPTION",
            "CREATE TRIGGER touched BEFORE INSERT ON customer FOR EACH ROW SET NEW.note = 'x'",
            "CREATE FUNCTION adds(a INT, b VARCHAR(9)) RETURNS INT DETERMINISTIC COMMENT 'sum' RETURN a + 1",
            "CREATE PROCEDURE does(IN a INT, OUT b INT) SQL SECURITY INVOKER SELECT 1",
            "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ENDS '2031-01-01 00:00:00'"
                    + " ON COMPLETION PRESERVE DISABLE COMMENT 'clean' DO DELETE FROM sale");

    private static List<String> zoo(Route route) {
        List<String> zoo = new ArrayList<>(ZOO);
        if (route.isMariadb()) {
            zoo.add("ALTER TABLE customer ADD CONSTRAINT above CHECK (total > 0)");
            zoo.add("CREATE SEQUENCE ticket START WITH 5 INCREMENT BY 5 MAXVALUE 500 CYCLE");
        } else {
            zoo.add("CREATE INDEX downwards ON sale (sold DESC)");
            zoo.add("ALTER TABLE sale ALTER INDEX downwards INVISIBLE");
        }
        return zoo;
    }

    private static Table table(Snapshot snapshot, String name) {
        return snapshot.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void tellsEachObjectByItsParts(Route route) throws Exception {
        try (TestDatabase database = route.running().newDatabase();
                Connection connection = database.connect(route.client())) {
            execute(connection, zoo(route));
            Snapshot snapshot = Ledger.of(connection).snapshot();

            assertThat(snapshot.server()).startsWith(route.isMariadb() ? "MariaDB 1" : "MySQL 8.0.");
            assertThat(snapshot.options()).containsOnlyKeys("collation");
            List<String> expected =
                    new ArrayList<>(List.of("table customer", "table order line", "table sale", "view named"));
            if (route.isMariadb()) {
                expected.add("sequence ticket");
            }
            expected.addAll(List.of("function adds", "procedure does", "event nightly"));
            assertThat(snapshot.items().map(item -> item.kind() + " " + item.name()))
                    .containsExactlyElementsOf(expected);

            Table customer = table(snapshot, "customer");
            assertThat(customer.comment()).isEqualTo("who buys");
            assertThat(customer.options())
                    .containsEntry("engine", "InnoDB")
                    .containsKey("collation")
                    .hasEntrySatisfying(
                            "create options", text -> assertThat(text).isEqualToIgnoringCase("row_format=COMPACT"));
            assertThat(customer.columns())
                    .extracting(
                            Column::name,
                            Column::nullable,
                            column -> column.defaultValue()
                                    .map(text -> text.toLowerCase(Locale.ROOT))
                                    .orElse(""))
                    .containsExactly(
                            tuple("id", false, ""),
                            tuple("name", false, "'it''s'"),
                            tuple("kind", true, "'a'"),
                            tuple("flags", true, "b'101'"),
                            tuple("total", true, route.isMariadb() ? "1.50" : "'1.50'"),
                            tuple("note", true, ""),
                            tuple("blank", true, "''"),
                            tuple("at", false, "current_timestamp(3)"),
                            tuple("twice", true, ""),
                            tuple("thrice", true, ""));
            Column id = customer.columns().get(0);
            assertThat(id.type()).startsWith("bigint").endsWith("unsigned");
            assertThat(id.identity()).contains("auto_increment");
            assertThat(id.comment()).isEqualTo("number");
            assertThat(customer.column("name").orElseThrow().collation()).contains("utf8mb4_bin");
            assertThat(customer.column("note").orElseThrow().collation()).isEmpty();
            assertThat(customer.column("kind").orElseThrow().type()).isEqualTo("enum('a','b,c')");
            assertThat(customer.column("at").orElseThrow().options())
                    .hasEntrySatisfying(
                            "on update", text -> assertThat(text).isEqualToIgnoringCase("CURRENT_TIMESTAMP(3)"))
                    .hasSize(1);
            assertThat(customer.column("twice").orElseThrow().generated())
                    .hasValueSatisfying(
                            generated -> assertThat(generated.stored()).isTrue());
            assertThat(customer.column("thrice").orElseThrow().generated())
                    .hasValueSatisfying(
                            generated -> assertThat(generated.stored()).isFalse());
            assertThat(customer.keys()).containsExactly(new Key("PRIMARY", true, List.of("id"), Map.of(), ""));
            assertThat(customer.indexes())
                    .extracting(Index::name, Index::unique, Index::method)
                    .containsExactly(
                            tuple("by_note", false, "btree"),
                            tuple("one", true, "btree"),
                            tuple("words", false, "fulltext"));
            assertThat(customer.indexes().get(0).parts())
                    .containsExactly(new Index.Part("note", "", false, Map.of("length", "20")));
            assertThat(customer.triggers())
                    .extracting(Trigger::definition)
                    .containsExactly(
                            "CREATE TRIGGER `touched` BEFORE INSERT ON `customer` FOR EACH ROW SET NEW.note = 'x'");
            assertThat(table(snapshot, "order line").primaryKey())
                    .contains(new Key("PRIMARY", true, List.of("b", "a"), Map.of(), ""));
            assertThat(table(snapshot, "order line").foreignKeys())
                    .containsExactly(new ForeignKey(
                            "buyer",
                            List.of("customer"),
                            "customer",
                            List.of("id"),
                            "SET NULL",
                            "CASCADE",
                            Map.of(),
                            ""));
            assertThat(table(snapshot, "sale").partitioning().orElseThrow().partitions())
                    .containsExactly(
                            new Partition("early", "2000", List.of(), Map.of(), "old"),
                            new Partition("late", "MAXVALUE", List.of(), Map.of(), ""));
            assertThat(snapshot.views().get(0).definition())
                    .contains("customer")
                    .doesNotContain(database.name());
            assertThat(snapshot.views().get(0).options()).containsEntry("check option", "LOCAL");
            assertThat(snapshot.routines().get(0).definition())
                    .startsWith("CREATE FUNCTION `adds`(`a` int")
                    .endsWith(" DETERMINISTIC\nRETURN a + 1");
            assertThat(snapshot.routines().get(1).definition())
                    .startsWith("CREATE PROCEDURE `does`(IN `a` int")
                    .contains("SQL SECURITY INVOKER");
            assertThat(snapshot.events())
                    .extracting(ScheduledEvent::schedule)
                    .containsExactly("EVERY 1 DAY STARTS '2030-01-01 00:00:00' ENDS '2031-01-01 00:00:00'");
            if (route.isMariadb()) {
                assertThat(customer.checks()).contains(new Check("above", "`total` > 0", Map.of(), ""));
                assertThat(snapshot.sequences().get(0).options())
                        .containsEntry("start", "5")
                        .containsEntry("maximum", "500")
                        .containsEntry("cycle", "true");
            } else {
                assertThat(table(snapshot, "sale").indexes())
                        .containsExactly(new Index(
                                "downwards",
                                false,
                                "btree",
                                List.of(new Index.Part("sold", "", true, Map.of())),
                                List.of(),
                                Optional.empty(),
                                true,
                                Map.of("invisible", "true"),
                                ""));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void isEqualAsLongAsNoDefinitionChangesAndInAnotherDatabase(Route route) throws Exception {
        try (TestDatabase database = route.running().newDatabase();
                TestDatabase other = route.running().newDatabase();
                Connection connection = database.connect(route.client());
                Connection elsewhere = other.connect(route.client())) {
            execute(connection, zoo(route));
            Snapshot before = Ledger.of(connection).snapshot();
            execute(
                    connection,
                    List.of(
                            "INSERT INTO customer (name, kind) VALUES ('x', 'a'), ('y', 'a')",
                            "DELETE FROM customer WHERE name = 'x'",
                            "INSERT INTO sale VALUES (1, 1999), (2, 2005)",
                            "ANALYZE TABLE customer, sale",
                            "OPTIMIZE TABLE customer",
                            "SET time_zone = '+05:00'",
                            "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'"));
            assertThat(Ledger.of(connection).snapshot()).isEqualTo(before);
            try (Statement statement = connection.createStatement();
                    ResultSet mode = statement.executeQuery("SELECT @@sql_mode")) {
                assertThat(mode.next()).isTrue();
                assertThat(mode.getString(1))
                        .as("the session is as it was")
                        .isEqualTo("ANSI_QUOTES,NO_BACKSLASH_ESCAPES");
            }
            assertThat(Snapshot.parse(before.text())).isEqualTo(before);
            execute(elsewhere, zoo(route));
            assertThat(Ledger.of(elsewhere).snapshot()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void asksFewQuestionsAndDoesNotTellTheLedgersOwnTables(Route route) throws Exception {
        try (TestDatabase database = route.running().newDatabase();
                Connection connection = database.connect(route.client())) {
            Migrator.of(connection)
                    .source(Migrations.scripts("default", Map.of("0001_a.sql", "CREATE TABLE t (a INT);")))
                    .build()
                    .migrate();
            execute(connection, List.of("CREATE TABLE IF NOT EXISTS migration_ledger_lock (a INT)"));
            assertThat(Ledger.of(connection).snapshot().items().map(SchemaItem::name))
                    .containsExactly("t");
            long few = queries(connection);
            List<String> many = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                many.add("CREATE TABLE many" + i + " (a INT PRIMARY KEY, b INT UNIQUE)");
            }
            execute(connection, many);
            assertThat(queries(connection)).isEqualTo(few).isLessThanOrEqualTo(10);
            assertThat(Ledger.of(connection).snapshot().tables()).hasSize(101);
        }
    }

    private static long queries(Connection connection) {
        CountedCalls calls = CountedCalls.counting();
        Ledger.of(calls.wrap(connection)).snapshot();
        return calls.calls().stream()
                .filter(sql -> sql.contains("information_schema") || sql.contains("_value AS"))
                .count();
    }
}
