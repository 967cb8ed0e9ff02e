package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Chapter 14: what a schema holds. */
public interface SnapshotRules extends Chapter {

    @Test
    @Rule(
            id = "ML-14.1",
            says =
                    "Each change of a definition MUST show in the snapshot, in the object that was changed and in no other; once it "
                            + "is undone, the snapshot MUST be as before.",
            intent = "A change behind the ledger's back is found, and told by its name.",
            needs = Capability.SNAPSHOT,
            check =
                    "the reader asks for every part of a definition: columns with type, length, default and NULL, indexes "
                            + "with their columns and UNIQUE, views")
    default void everyChangeShowsWhereItWasMade() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            kit.execute(kit.fixture().createTable("apart"));
            for (String change : List.of(
                    "ALTER TABLE kit ADD COLUMN more INTEGER",
                    "ALTER TABLE kit ADD COLUMN other INTEGER DEFAULT 5",
                    "CREATE INDEX kit_note ON kit (note)",
                    "CREATE UNIQUE INDEX kit_both ON kit (id, note)",
                    "ALTER TABLE kit DROP COLUMN more")) {
                Snapshot before = kit.ledger().snapshot();
                kit.execute(change);
                assertThat(differing(before, kit.ledger().snapshot()))
                        .as(change)
                        .containsExactly("table kit");
            }
            Snapshot before = kit.ledger().snapshot();
            kit.execute("CREATE VIEW kit_view AS SELECT id FROM kit");
            kit.execute(kit.fixture().createTable("kit_more"));
            assertThat(differing(before, kit.ledger().snapshot()))
                    .containsExactlyInAnyOrder("view kit_view", "table kit_more");
            kit.execute("DROP VIEW kit_view");
            kit.execute("CREATE VIEW kit_view AS SELECT note FROM kit");
            kit.execute("DROP TABLE kit_more");
            Snapshot with = kit.ledger().snapshot();
            assertThat(differing(before, with)).containsExactly("view kit_view");
            kit.execute("DROP VIEW kit_view");
            assertThat(kit.ledger().snapshot()).isEqualTo(before);
            kit.execute("CREATE VIEW kit_view AS SELECT id FROM kit");
            assertThat(differing(with, kit.ledger().snapshot())).containsExactly("view kit_view");
        }
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("apart"));
            assertThat(kit.fixture().columnTypes()).hasSizeGreaterThan(1);
            eachIsAnother(kit, withColumn(kit, kit.fixture().columnTypes()));
            eachIsAnother(
                    kit,
                    withColumn(
                            kit,
                            List.of(
                                    "INTEGER",
                                    "INTEGER DEFAULT 5",
                                    "INTEGER DEFAULT 6",
                                    "INTEGER DEFAULT 6 NOT NULL")));
            String table = kit.fixture().createTable("kit");
            eachIsAnother(
                    kit,
                    List.of(
                            List.of(table, "CREATE INDEX kit_index ON kit (note)"),
                            List.of(table, "CREATE INDEX kit_index ON kit (note, id)"),
                            List.of(table, "CREATE UNIQUE INDEX kit_index ON kit (note, id)")));
        }
    }

    /** Returns what makes the table {@code kit} with one more column, for each definition of that column. */
    private static List<List<String>> withColumn(ConformanceKit kit, List<String> definitions) {
        String table = kit.fixture().createTable("kit");
        return definitions.stream()
                .map(column -> List.of(table, "ALTER TABLE kit ADD COLUMN other " + column))
                .toList();
    }

    /**
     * Makes the table {@code kit} anew in one way after another, and in the first way again. Each must differ from the one
     * before it.
     */
    private static void eachIsAnother(ConformanceKit kit, List<List<String>> ways) throws SQLException {
        make(kit, ways.get(0));
        Snapshot first = kit.ledger().snapshot();
        Snapshot before = first;
        for (int i = 1; i < ways.size(); i++) {
            kit.execute("DROP TABLE kit");
            make(kit, ways.get(i));
            Snapshot after = kit.ledger().snapshot();
            assertThat(differing(before, after))
                    .as("%s after %s", ways.get(i), ways.get(i - 1))
                    .containsExactly("table kit");
            before = after;
        }
        kit.execute("DROP TABLE kit");
        make(kit, ways.get(0));
        assertThat(kit.ledger().snapshot()).as("%s again", ways.get(0)).isEqualTo(first);
        kit.execute("DROP TABLE kit");
    }

    private static void make(ConformanceKit kit, List<String> statements) throws SQLException {
        for (String sql : statements) {
            kit.execute(sql);
        }
    }

    /** Returns the kinds and names of what is in one of them only, in lower case. */
    private static Set<String> differing(Snapshot before, Snapshot after) {
        Set<SchemaItem> all = before.items().collect(Collectors.toCollection(HashSet::new));
        Set<SchemaItem> both = after.items().filter(all::contains).collect(Collectors.toSet());
        after.items().forEach(all::add);
        all.removeAll(both);
        return all.stream()
                .map(item -> (item.kind() + " " + item.name()).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    @Test
    @Rule(
            id = "ML-14.2",
            says =
                    "A snapshot MUST be equal as long as no definition has changed: after rows have come and gone, on another "
                            + "connection, once the database has been closed and opened again, and read back from its text.",
            intent = "A difference that means nothing teaches people to overlook the one that does.",
            needs = Capability.SNAPSHOT,
            check = "no counters, statistics, next values, numbers of the catalogue or names that are made up anew")
    default void nothingIsReportedWhereNothingChanged() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            kit.execute("CREATE INDEX kit_note ON kit (note)");
            Snapshot before = kit.ledger().snapshot();
            assertThat(before.items()).isNotEmpty();
            kit.execute("INSERT INTO kit (id, note) VALUES (1, 'a')");
            kit.execute("INSERT INTO kit (id, note) VALUES (2, 'b')");
            kit.execute("DELETE FROM kit WHERE id = 1");
            assertThat(kit.ledger().snapshot()).isEqualTo(before);
            kit.disconnect();
            Snapshot again = kit.ledger().snapshot();
            assertThat(again).isEqualTo(before);
            assertThat(again.hash()).isEqualTo(before.hash());
            assertThat(Snapshot.parse(again.text())).isEqualTo(before);
        }
    }

    @Test
    @Rule(
            id = "ML-14.3",
            says =
                    "Reading a snapshot MUST change nothing: neither the database nor the session, and no transaction stays open.",
            intent = "To look is free.",
            needs = Capability.SNAPSHOT,
            check = "settings that the reader sets end with its transaction, or are put back")
    default void readingChangesNothing() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            List<String> dump = kit.dump();
            Connection connection = kit.connect();
            List<String> settings = kit.fixture().settings(connection);
            kit.migrator(connection, scripts()).build().ledger().snapshot();
            assertThat(kit.fixture().settings(connection)).isEqualTo(settings);
            assertThat(connection.getAutoCommit()).isTrue();
            kit.execute("ALTER TABLE kit ADD COLUMN more INTEGER");
            kit.execute("ALTER TABLE kit DROP COLUMN more");
            assertThat(kit.dump()).isEqualTo(dump);
        }
    }

    @Test
    @Rule(
            id = "ML-14.4",
            says = "A snapshot MUST NOT tell what the driver makes for the ledger.",
            intent = "The first run is no change of the schema, and a ledger under another name is not, either.",
            needs = Capability.SNAPSHOT,
            check = "the reader leaves out the ledger's table, that of kept scripts, and what belongs to them")
    default void theLedgerIsNotPartOfTheSchema() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            Snapshot before = kit.ledger().snapshot();
            kit.migrate(scripts("0001_row.sql", "INSERT INTO kit (id, note) VALUES (1, 'a')"));
            assertThat(kit.events()).isNotEmpty();
            assertThat(kit.ledger().snapshot()).isEqualTo(before);
        }
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            Migrator other = kit.migrator(
                            kit.connect(), scripts("0001_row.sql", "INSERT INTO kit (id, note) VALUES (1, 'a')"))
                    .table("kit_ledger")
                    .build();
            Snapshot before = other.ledger().snapshot();
            assertThat(other.migrate().completed()).hasSize(1);
            assertThat(other.ledger().snapshot())
                    .as("with a ledger of another name")
                    .isEqualTo(before);
        }
    }

    @Test
    @Rule(
            id = "ML-14.5",
            says =
                    "A snapshot of many tables MUST take as many statements as one of a single table, and sixteen at most: ten "
                            + "queries of the catalogue, and what surrounds them. A routine, trigger, event or view may take one "
                            + "more each.",
            intent = "A server far away answers each question after a while.",
            needs = Capability.SNAPSHOT,
            check = "one query for the columns of all tables, not one for each")
    default void manyTablesTakeNoMoreQuestionsThanOne() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            int few = calls(kit);
            for (int i = 0; i < 20; i++) {
                kit.execute(kit.fixture().createTable("kit" + i));
            }
            assertThat(calls(kit)).isEqualTo(few).isLessThanOrEqualTo(16);
        }
    }

    private static int calls(ConformanceKit kit) throws SQLException {
        CountedCalls calls = CountedCalls.counting();
        kit.migrator(calls.wrap(kit.connect()), scripts()).build().ledger().snapshot();
        return calls.calls().size();
    }

    @Test
    @Rule(
            id = "ML-14.6",
            says =
                    "A snapshot that is read in an open transaction MUST tell what that transaction has changed, and MUST leave it "
                            + "open.",
            intent = "What a migration leaves behind can be told before it is marked as applied.",
            needs = Capability.SNAPSHOT,
            check = "the reader begins and ends no transaction where one is open")
    default void readingLeavesATransactionOpen() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            Snapshot before = kit.ledger().snapshot();
            try (DialectSession session = kit.lockedSession()) {
                boolean alters = !session.declined().contains(Capability.TRANSACTIONAL_DDL);
                session.begin();
                session.execute(statement("INSERT INTO kit (id, note) VALUES (1, 'a')"));
                if (alters) {
                    session.execute(statement("ALTER TABLE kit ADD COLUMN more INTEGER"));
                }
                Snapshot inside = session.schemaReader().orElseThrow().read();
                assertThat(inside.equals(before)).isEqualTo(!alters);
                assertThat(session.inTransaction()).isTrue();
                session.rollback();
            }
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
            assertThat(kit.ledger().snapshot()).isEqualTo(before);
        }
    }

    private static SqlStatement statement(String text) {
        return new SqlStatement(1, text, 1, 1, Optional.empty());
    }
}
