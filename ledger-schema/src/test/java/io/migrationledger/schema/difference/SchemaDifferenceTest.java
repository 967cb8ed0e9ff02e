package io.migrationledger.schema.difference;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.ScratchDatabase;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What is found between two schemas, and what it is called. */
class SchemaDifferenceTest {
    private static final String PEOPLE =
            "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT NOT NULL, age INTEGER DEFAULT 18)";

    private static Snapshot sqlite(String... statements) throws SQLException {
        try (ScratchDatabase scratch = ScratchDatabase.open("jdbc:sqlite:", new Properties())) {
            new JdbcSql(scratch.connection()).executeAll(List.of(statements));
            return Ledger.of(scratch.connection()).snapshot();
        }
    }

    private static List<String> between(Snapshot one, Snapshot other) {
        return SchemaDifference.between(one, other).stream()
                .map(SchemaChange::toString)
                .toList();
    }

    @Test
    void equalSchemasHaveNone() throws SQLException {
        assertThat(between(sqlite(PEOPLE), sqlite(PEOPLE))).isEmpty();
    }

    @Test
    void objectsAreAddedAndRemoved() throws SQLException {
        Snapshot one = sqlite(PEOPLE, "CREATE VIEW adults AS SELECT id FROM people WHERE age > 17");
        Snapshot other = sqlite(PEOPLE, "CREATE TABLE orders (id INTEGER)");
        assertThat(between(one, other)).containsExactlyInAnyOrder("view adults was removed", "table orders was added");
        assertThat(between(other, one)).containsExactlyInAnyOrder("view adults was added", "table orders was removed");
    }

    @Test
    void aColumnIsToldPropertyByProperty() throws SQLException {
        Snapshot other = sqlite("CREATE TABLE people (id INTEGER PRIMARY KEY, email VARCHAR(40), age INTEGER)");
        assertThat(between(sqlite(PEOPLE), other))
                .containsExactly(
                        "table people, column email: type was TEXT, is VARCHAR(40)",
                        "table people, column email: nullable was no, is yes",
                        "table people, column age: default value was 18, is not set");
    }

    @Test
    void partsAreNamedByWhatTheyAre() throws SQLException {
        Snapshot other = sqlite(
                "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT NOT NULL, age INTEGER DEFAULT 18, city TEXT)",
                "CREATE UNIQUE INDEX one_email ON people (email)");
        assertThat(between(sqlite(PEOPLE, "CREATE INDEX by_age ON people (age)"), other))
                .containsExactly(
                        "table people, column city was added",
                        "table people, index by_age was removed",
                        "table people, index one_email was added");
    }

    @Test
    void aChangedIndexIsNotAnotherOne() throws SQLException {
        assertThat(between(
                        sqlite(PEOPLE, "CREATE INDEX i ON people (email)"),
                        sqlite(PEOPLE, "CREATE UNIQUE INDEX i ON people (email, age DESC)")))
                .containsExactly(
                        "table people, index i: unique was no, is yes",
                        "table people, index i: parts was email, is email, {column=age, descending=yes}");
    }

    /** SQL that inserts without a list of columns depends on it. */
    @Test
    void theOrderOfColumnsIsADifference() throws SQLException {
        assertThat(between(
                        sqlite("CREATE TABLE t (a INTEGER, b INTEGER)"),
                        sqlite("CREATE TABLE t (b INTEGER, a INTEGER)")))
                .containsExactly("table t: order was column a, column b, is column b, column a");
    }

    /** Two snapshots that are not equal have a difference, whichever component of whichever record differs. */
    @Test
    void whatIsNotEqualDiffers() throws SQLException {
        Snapshot one = sqlite(PEOPLE, "CREATE INDEX i ON people (email)");
        List<Snapshot> others = new ArrayList<>();
        Table people = one.tables().get(0);
        Column id = people.columns().get(0);
        others.add(withColumn(
                one,
                new Column(
                        id.name(),
                        id.type(),
                        id.nullable(),
                        id.defaultValue(),
                        Optional.of(new Column.Generated("1", true)),
                        id.identity(),
                        id.collation(),
                        id.options(),
                        id.comment())));
        others.add(withColumn(
                one,
                new Column(
                        id.name(),
                        id.type(),
                        id.nullable(),
                        id.defaultValue(),
                        id.generated(),
                        Optional.of("always"),
                        id.collation(),
                        id.options(),
                        id.comment())));
        others.add(withColumn(
                one,
                new Column(
                        id.name(),
                        id.type(),
                        id.nullable(),
                        id.defaultValue(),
                        id.generated(),
                        id.identity(),
                        Optional.of("nocase"),
                        id.options(),
                        id.comment())));
        others.add(withColumn(
                one,
                new Column(
                        id.name(),
                        id.type(),
                        id.nullable(),
                        id.defaultValue(),
                        id.generated(),
                        id.identity(),
                        id.collation(),
                        Map.of("invisible", "yes"),
                        id.comment())));
        others.add(withColumn(
                one,
                new Column(
                        id.name(),
                        id.type(),
                        id.nullable(),
                        id.defaultValue(),
                        id.generated(),
                        id.identity(),
                        id.collation(),
                        id.options(),
                        "the number")));
        for (Snapshot other : others) {
            assertThat(other).isNotEqualTo(one);
            assertThat(SchemaDifference.between(one, other)).as("%s", other).hasSize(1);
            assertThat(SchemaDifference.between(other, one)).as("%s", other).hasSize(1);
        }
    }

    private static Snapshot withColumn(Snapshot snapshot, Column first) {
        Table table = snapshot.tables().get(0);
        List<Column> columns = new ArrayList<>(table.columns());
        columns.set(0, first);
        return snapshot.withTables(List.of(table.withColumns(columns)));
    }
}
