package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.conformance.run.SmallSchemas;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Chapter 15: statements that lead from one schema to another. */
public interface WriterRules extends Chapter {

    @Test
    @Rule(
            id = "ML-15.1",
            says =
                    "The statements from one schema to another MUST run in their order, as one migration, and MUST lead to a schema "
                            + "whose snapshot is the other's: for tables, columns, keys, indexes and views between any two of the "
                            + "kit's schemas, with nothing left unwritten.",
            intent = "A generated migration is right without anybody's help.",
            needs = {Capability.SNAPSHOT, Capability.SCHEMA_WRITER},
            check = "what depends on another object is made after it and dropped before it")
    default void whatIsWrittenLeadsToTheOtherSchema() throws Exception {
        List<Snapshot> schemas = SmallSchemas.read(fixture());
        try (ConformanceKit kit = kit()) {
            Map<String, String> migrations = scripts();
            Snapshot present = kit.ledger().snapshot();
            for (int next : SmallSchemas.everyWay()) {
                Snapshot wanted = schemas.get(next);
                SchemaScript script = writer(kit).script(present, wanted);
                String way = "to schema " + next + ": " + script;
                assertThat(script.unwritten()).as(way).isEmpty();
                migrations.put(name(migrations), SmallSchemas.text(script));
                kit.migrate(migrations);
                present = kit.ledger().snapshot();
                assertThat(present).as(way).isEqualTo(wanted);
            }
        }
    }

    private static SchemaWriter writer(ConformanceKit kit) throws SQLException {
        return kit.ledger().schemaWriter().orElseThrow();
    }

    private static String name(Map<String, String> migrations) {
        return String.format(Locale.ROOT, "%04d_way.sql", migrations.size() + 1);
    }

    @Test
    @Rule(
            id = "ML-15.2",
            says =
                    "Equal snapshots MUST give no statement and nothing unwritten, and the same two snapshots the same script. A "
                            + "writer MUST send nothing.",
            intent = "What is generated twice is no difference in anybody's repository.",
            needs = {Capability.SNAPSHOT, Capability.SCHEMA_WRITER},
            check = "what schemaWriter() needs of the session is asked for there; no order comes from a hash table")
    default void theSameSnapshotsGiveTheSameScript() throws Exception {
        List<Snapshot> schemas = SmallSchemas.read(fixture());
        try (ConformanceKit kit = kit()) {
            CountedCalls calls = CountedCalls.counting();
            try (DialectSession session = kit.session(calls.wrap(kit.connect()))) {
                SchemaWriter writer = session.schemaWriter().orElseThrow();
                int before = calls.calls().size();
                for (Snapshot from : schemas) {
                    assertThat(writer.script(from, from)).isEqualTo(new SchemaScript(List.of(), List.of()));
                    for (Snapshot to : schemas) {
                        assertThat(writer(kit).script(from, to)).isEqualTo(writer.script(from, to));
                    }
                }
                assertThat(calls.calls()).hasSize(before);
            }
        }
    }

    @Test
    @Rule(
            id = "ML-15.3",
            says = "What a writer has no statement for MUST be told as unwritten, by its name.",
            intent = "A migration in which something is missing is never taken for a whole one.",
            needs = {Capability.SNAPSHOT, Capability.SCHEMA_WRITER},
            check = "objects and options of kinds that the writer does not know")
    default void whatHasNoStatementIsTold() throws Exception {
        Snapshot known = SmallSchemas.read(fixture()).get(1);
        Snapshot more = known.withOthers(Stream.concat(
                        known.others().stream(),
                        Stream.of(new Other("contraption", "kit_unheard_of", "of a kind that nobody knows")))
                .toList());
        try (ConformanceKit kit = kit()) {
            SchemaWriter writer = writer(kit);
            assertThat(writer.script(known, more).unwritten()).anyMatch(line -> line.contains("kit_unheard_of"));
            assertThat(writer.script(more, known).unwritten()).anyMatch(line -> line.contains("kit_unheard_of"));
        }
    }

    @Test
    @Rule(
            id = "ML-15.4",
            says =
                    "A statement that drops a table or a column, or can fail where there are rows, MUST say so; one that adds a "
                            + "table, a plain column that may be NULL, an index or a view MUST NOT.",
            intent = "Losses are allowed by a person who has seen them, and nobody is asked about what loses nothing.",
            needs = {Capability.SNAPSHOT, Capability.SCHEMA_WRITER},
            check = "SchemaStatement.losing")
    default void lossesAreSaid() throws Exception {
        List<Snapshot> schemas = SmallSchemas.read(fixture());
        try (ConformanceKit kit = kit()) {
            SchemaWriter writer = writer(kit);
            for (int[] adding : SmallSchemas.ADDING) {
                SchemaScript script = writer.script(schemas.get(adding[0]), schemas.get(adding[1]));
                assertThat(script.statements())
                        .as("%s", script)
                        .allMatch(one -> one.loss().isEmpty());
            }
            for (int[] losing : SmallSchemas.LOSING) {
                SchemaScript script = writer.script(schemas.get(losing[0]), schemas.get(losing[1]));
                assertThat(script.statements())
                        .as("%s", script)
                        .anyMatch(one -> one.loss().isPresent());
            }
        }
    }

    @Test
    @Rule(
            id = "ML-15.5",
            says = "Rows MUST stay, and the values of each column that both schemas have.",
            intent = "A table that is built anew behind the scenes is still the same table.",
            needs = {Capability.SNAPSHOT, Capability.SCHEMA_WRITER},
            check = "rows are copied where a table is built anew; DROP and ADD are no change of a column")
    default void rowsAreKept() throws Exception {
        List<Snapshot> schemas = SmallSchemas.read(fixture());
        try (ConformanceKit kit = kit()) {
            Map<String, String> migrations = scripts();
            for (String sql : SmallSchemas.statements(fixture(), 1)) {
                kit.execute(sql);
            }
            kit.execute("INSERT INTO kit (id, note) VALUES (1, 'a')");
            kit.execute("INSERT INTO kit (id, note) VALUES (2, 'b')");
            int present = 1;
            for (int next : SmallSchemas.ROWS_STAY) {
                SchemaScript script = writer(kit).script(schemas.get(present), schemas.get(next));
                migrations.put(name(migrations), SmallSchemas.text(script));
                kit.migrate(migrations);
                present = next;
                assertThat(kit.number("SELECT COUNT(*) FROM kit WHERE id = 1 AND note = 'a' OR id = 2 AND note = 'b'"))
                        .as("%s", script)
                        .isEqualTo(2);
            }
        }
    }

    @Test
    @Rule(
            id = "ML-15.6",
            says =
                    "renameTable and renameColumn MUST give another name to a table or a column, and keep the rows, the column's "
                            + "values and all else of the definition.",
            intent = "A rename is no loss.",
            needs = {Capability.SNAPSHOT, Capability.SCHEMA_WRITER},
            check = "the database's own statements for it")
    default void aRenameKeepsAll() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            kit.execute("INSERT INTO kit (id, note) VALUES (1, 'a')");
            Snapshot before = kit.ledger().snapshot();
            String table = before.tables().get(0).name();
            String column = before.tables().get(0).columns().get(1).name();
            SchemaWriter writer = writer(kit);
            Map<String, String> migrations = scripts(
                    "0001_rename.sql",
                    SmallSchemas.text(List.of(
                            writer.renameTable(table, "kit_renamed"),
                            writer.renameColumn("kit_renamed", column, "words"))));
            kit.migrate(migrations);
            String quote = kit.quote();
            assertThat(kit.number("SELECT COUNT(*) FROM " + quote + "kit_renamed" + quote + " WHERE id = 1 AND " + quote
                            + "words" + quote + " = 'a'"))
                    .isEqualTo(1);
            migrations.put(
                    "0002_back.sql",
                    SmallSchemas.text(List.of(
                            writer.renameColumn("kit_renamed", "words", column),
                            writer.renameTable("kit_renamed", table))));
            kit.migrate(migrations);
            assertThat(kit.ledger().snapshot()).isEqualTo(before);
        }
    }
}
