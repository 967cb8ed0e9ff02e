package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema of a file, read. */
class SnapshotTest {
    /** One of each kind, and spellings that a reader of texts can trip over. */
    static final List<String> ZOO = List.of(
            "CREATE TABLE customer (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL COLLATE NOCASE,"
                    + " mail VARCHAR(200) CONSTRAINT one_mail UNIQUE ON CONFLICT IGNORE, kind DEFAULT ('a' || 'b'),"
                    + " age INT CHECK (age > 0) DEFAULT -1, twice INT GENERATED ALWAYS AS (age * 2) STORED,"
                    + " thrice INT AS (age * 3))",
            "CREATE TABLE [order] (\"customer id\" INTEGER REFERENCES customer ON DELETE CASCADE DEFERRABLE INITIALLY"
                    + " DEFERRED, `line` INT, /* a, comment */ note TEXT DEFAULT 'a, (b', PRIMARY KEY (\"customer id\","
                    + " line DESC), CONSTRAINT positive CHECK (line > 0) UNIQUE (note COLLATE NOCASE))"
                    + " WITHOUT ROWID, STRICT",
            "CREATE TABLE item (a INT, b INT, FOREIGN KEY (a, b) REFERENCES [order] (\"customer id\", line)"
                    + " ON UPDATE SET NULL ON DELETE SET DEFAULT MATCH FULL)",
            "CREATE INDEX by_name ON customer (name, lower(mail) COLLATE NOCASE DESC, age DESC) WHERE age > 1",
            "CREATE UNIQUE INDEX by_age ON customer (age)",
            "CREATE VIEW adult AS SELECT * FROM customer WHERE age > 17",
            "CREATE VIEW broken AS SELECT * FROM nowhere",
            "CREATE TRIGGER note_it AFTER INSERT ON customer BEGIN INSERT INTO item VALUES (1, 2); END",
            "CREATE TRIGGER instead INSTEAD OF INSERT ON adult BEGIN SELECT 1; END",
            "CREATE VIRTUAL TABLE words USING fts5(word)");

    @TempDir
    Path directory;

    Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("a.db"));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void execute(List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Snapshot read() {
        return Ledger.of(connection).snapshot();
    }

    private Table table(String name) {
        return read().tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsTablesByTheirColumnsAndConstraints() throws Exception {
        execute(ZOO);
        Table customer = table("customer");
        assertThat(customer.columns())
                .containsExactly(
                        column("id", "INTEGER", "", Optional.of("autoincrement"), Optional.empty(), ""),
                        new Column(
                                "name",
                                "TEXT",
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("NOCASE"),
                                Map.of(),
                                ""),
                        column("mail", "VARCHAR(200)", "", Optional.empty(), Optional.empty(), ""),
                        column("kind", "", "('a' || 'b')", Optional.empty(), Optional.empty(), ""),
                        column("age", "INT", "-1", Optional.empty(), Optional.empty(), ""),
                        column("twice", "INT", "", Optional.empty(), generated("age * 2", true), ""),
                        column("thrice", "INT", "", Optional.empty(), generated("age * 3", false), ""));
        assertThat(customer.keys())
                .containsExactly(
                        new Key("", true, List.of("id"), Map.of(), ""),
                        new Key("one_mail", false, List.of("mail"), Map.of("on conflict", "ignore"), ""));
        assertThat(customer.checks()).containsExactly(new Check("", "age > 0", Map.of(), ""));
        assertThat(customer.triggers()).extracting(Trigger::name).containsExactly("note_it");

        Table order = table("order");
        assertThat(order.options()).containsOnlyKeys("without rowid", "strict");
        assertThat(order.columns()).extracting(Column::name).containsExactly("customer id", "line", "note");
        assertThat(order.column("note").orElseThrow().defaultValue()).contains("'a, (b'");
        assertThat(order.primaryKey())
                .contains(new Key("", true, List.of("customer id", "line"), Map.of("order of line", "descending"), ""));
        assertThat(order.keys())
                .contains(new Key("", false, List.of("note"), Map.of("collation of note", "NOCASE"), ""));
        assertThat(order.checks()).containsExactly(new Check("positive", "line > 0", Map.of(), ""));
        assertThat(order.foreignKeys())
                .containsExactly(new ForeignKey(
                        "",
                        List.of("customer id"),
                        "customer",
                        List.of(),
                        "NO ACTION",
                        "CASCADE",
                        Map.of("deferrable", "initially deferred"),
                        ""));
        assertThat(table("item").foreignKeys())
                .containsExactly(new ForeignKey(
                        "",
                        List.of("a", "b"),
                        "order",
                        List.of("customer id", "line"),
                        "SET NULL",
                        "SET DEFAULT",
                        Map.of("match", "full"),
                        ""));
    }

    private static Column column(
            String name,
            String type,
            String defaultValue,
            Optional<String> identity,
            Optional<Column.Generated> generated,
            String comment) {
        Optional<String> expression = Optional.of(defaultValue).filter(text -> !text.isEmpty());
        return new Column(name, type, true, expression, generated, identity, Optional.empty(), Map.of(), comment);
    }

    private static Optional<Column.Generated> generated(String expression, boolean stored) {
        return Optional.of(new Column.Generated(expression, stored));
    }

    @Test
    void tellsIndexesViewsTriggersAndWhatTheModelHasNoPlaceFor() throws Exception {
        execute(ZOO);
        assertThat(table("customer").indexes())
                .containsExactly(
                        new Index(
                                "by_age",
                                true,
                                "",
                                List.of(new Index.Part("age", "", false, Map.of())),
                                List.of(),
                                Optional.empty(),
                                true,
                                Map.of(),
                                ""),
                        new Index(
                                "by_name",
                                false,
                                "",
                                List.of(
                                        new Index.Part("name", "", false, Map.of("collation", "NOCASE")),
                                        new Index.Part("", "lower(mail)", true, Map.of("collation", "NOCASE")),
                                        new Index.Part("age", "", true, Map.of())),
                                List.of(),
                                Optional.of("age > 1"),
                                true,
                                Map.of(),
                                ""));
        assertThat(read().views()).extracting(View::name).containsExactly("adult", "broken");
        assertThat(read().views().get(0).triggers()).extracting(Trigger::name).containsExactly("instead");
        assertThat(read().others())
                .containsExactly(new Other("virtual table", "words", "CREATE VIRTUAL TABLE words USING fts5(word)"));
        assertThat(read().items().map(item -> item.kind() + " " + item.name()))
                .as("not the tables in which the virtual one keeps its rows, nor SQLite's own")
                .containsExactly(
                        "table customer",
                        "table item",
                        "table order",
                        "view adult",
                        "view broken",
                        "virtual table words");
    }

    @Test
    void isEqualAsLongAsNoDefinitionChanges() throws Exception {
        execute(ZOO);
        Snapshot before = read();
        execute(List.of(
                "INSERT INTO customer (name, mail, age) VALUES ('a', 'b', 3)",
                "INSERT INTO customer (name, mail, age) VALUES ('c', 'd', 4)",
                "DELETE FROM customer WHERE name = 'a'",
                "ANALYZE",
                "VACUUM",
                "REINDEX"));
        assertThat(read()).isEqualTo(before);
        assertThat(read().hash()).isEqualTo(before.hash());
        assertThat(Snapshot.parse(before.text())).isEqualTo(before);
        Path copy = directory.resolve("copy.db");
        execute(List.of("VACUUM INTO '" + copy + "'"));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
            assertThat(Ledger.of(other).snapshot()).isEqualTo(before);
        }
    }

    @Test
    void doesNotTellTheLedgersOwnTables() throws Exception {
        SqliteProject project = new SqliteProject(directory).tables(1, 2);
        project.migrate();
        try (Connection own = DriverManager.getConnection(project.url())) {
            assertThat(Ledger.of(own).snapshot().items().map(item -> item.name()))
                    .containsExactly("t1", "t2");
        }
    }

    @Test
    void asksTheCatalogueTheSameFewQuestionsForAnyNumberOfTables() throws Exception {
        long few = queries();
        for (int i = 0; i < 500; i++) {
            execute(List.of(
                    "CREATE TABLE many" + i + " (a INTEGER PRIMARY KEY, b TEXT)",
                    "CREATE INDEX many" + i + "_b ON many" + i + " (b)"));
        }
        assertThat(queries()).isEqualTo(few).isLessThanOrEqualTo(10);
        assertThat(read().tables()).hasSize(500);
    }

    private long queries() {
        CountedCalls calls = CountedCalls.counting();
        Ledger.of(calls.wrap(connection)).snapshot();
        return calls.calls().stream().filter(sql -> sql.startsWith("SELECT")).count();
    }
}
