package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.conformance.report.Causes;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.conformance.run.DroppingMigration;
import io.migrationledger.conformance.run.FencedRun;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LedgerPlace;
import io.migrationledger.spi.LedgerTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chapter 1: append and order. */
public interface AppendRules extends Chapter {

    @Test
    @Rule(
            id = "ML-1.1",
            says = "Events MUST be numbered 1, 2, 3, … without gaps, in the order in which they were written.",
            intent = "A gap would be an event that somebody took away.",
            check = "the insert takes the sequence it is given; no identity column, no trigger that numbers rows")
    default void sequenceHasNoGaps() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")));
            kit.migrate(scripts(
                    "0001_kit.sql",
                    kit.fixture().createTable("kit"),
                    "0002_row.sql",
                    "INSERT INTO kit (id, note) VALUES (1, 'a')"));
            List<Long> sequences =
                    kit.events().stream().map(LedgerEvent::sequence).toList();
            assertThat(sequences).hasSizeGreaterThanOrEqualTo(4);
            for (int i = 0; i < sequences.size(); i++) {
                assertThat(sequences.get(i)).isEqualTo(i + 1);
            }
        }
    }

    @Test
    @Rule(
            id = "ML-1.2",
            says = "A sequence number that is taken MUST NOT be taken again: the second writer's insert fails, and "
                    + "isDuplicateKey detects the error.",
            intent = "The key is the fence: a runner that lost its lock stops here before it changes anything.",
            check = "the primary key on sequence; isDuplicateKey's error codes; no INSERT IGNORE or REPLACE")
    default void takenSequenceIsRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")));
            long before = kit.events().size();
            try (DialectSession session = kit.lockedSession()) {
                String table = session.ledgerTable();
                SQLException error = null;
                try (Statement statement = session.connection().createStatement()) {
                    statement.execute("INSERT INTO " + table + " SELECT * FROM " + table + " WHERE sequence = 1");
                } catch (SQLException e) {
                    error = e;
                }
                assertThat(error != null).as("a second event 1 is refused").isTrue();
                assertThat(error != null && session.isDuplicateKey(error))
                        .as("isDuplicateKey(%s)", error)
                        .isTrue();
            }
            assertThat(kit.events()).hasSize((int) before);
        }
    }

    @Test
    @Rule(
            id = "ML-1.3",
            says = "UPDATE and DELETE on the ledger table MUST be refused by the database.",
            intent = "History is not corrected in place: what was wrong is said in a new event.",
            check = "createLedgerTable makes the triggers, and they fire for every row",
            needs = Capability.APPEND_ONLY_TRIGGERS)
    default void changesAreRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")));
            String table = kit.table();
            List<LedgerEvent> before = kit.events();
            for (LedgerEvent event : before) {
                String row = " WHERE sequence = " + event.sequence();
                kit.refused("UPDATE " + table + " SET checksum = 'x'" + row);
                kit.refused("DELETE FROM " + table + row);
            }
            assertThat(kit.events()).isEqualTo(before);
        }
    }

    @Test
    @Rule(
            id = "ML-1.4",
            says = "Reading a database without a ledger MUST answer that it is empty, and MUST NOT create anything.",
            intent = "Looking is free, and safe with a read-only account.",
            check = "isMissingTable's error codes; open() must not write")
    default void readingCreatesNothing() throws Exception {
        try (ConformanceKit kit = kit()) {
            assertThat(kit.ledger().head()).isEmpty();
            assertThat(kit.ledger().events()).isEmpty();
            try (DialectSession session = kit.session()) {
                assertThat(kit.tableExists(session.ledgerTable())).isFalse();
            }
        }
    }

    @Test
    @Rule(
            id = "ML-1.5",
            says = "createLedgerTable MUST do nothing where the table exists.",
            intent = "A crash between making the table and the first event must not stop the next run.",
            check = "IF NOT EXISTS on the table, its index and its triggers")
    default void tableIsCreatedOnce() throws Exception {
        try (ConformanceKit kit = kit()) {
            createAgain(kit);
            createAgain(kit);
            kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")));
            List<LedgerEvent> before = kit.events();
            createAgain(kit);
            assertThat(kit.events()).isEqualTo(before);
            assertThat(kit.ledger().verify().isIntact()).isTrue();
        }
    }

    private static void createAgain(ConformanceKit kit) throws SQLException {
        try (DialectSession session = kit.lockedSession()) {
            session.createLedgerTable();
        }
    }

    @Test
    @Rule(
            id = "ML-1.6",
            says = "An event that a program records inside its own transaction MUST come and go with that transaction.",
            intent = "Effect and mark are one where the database allows it.",
            check = "append uses the session's connection; nothing commits behind the caller's back")
    default void recordJoinsTheCallersTransaction() throws Exception {
        try (ConformanceKit kit = kit()) {
            Connection connection = kit.connect();
            try (LedgerSession session =
                    Ledger.of(connection, kit.fixture().dialect()).lock(Duration.ofSeconds(10))) {
                var attempt = session.started(MigrationId.of("1"), "checksum");
                connection.setAutoCommit(false);
                attempt.applied();
                connection.rollback();
                assertThat(kit.events()).hasSize(1);
                attempt.applied();
                connection.commit();
                connection.setAutoCommit(true);
                assertThat(kit.events()).hasSize(2);
            }
            assertThat(kit.ledger().verify().isIntact()).isTrue();
        }
    }

    @Test
    @Rule(
            id = "ML-1.7",
            says =
                    "A runner whose sequence number was taken by another MUST stop with ML-1404 and leave nothing of its "
                            + "own transaction behind.",
            intent = "Two runners that both believe they hold the lock must not both take effect.",
            check = "isDuplicateKey, and that the failed insert's transaction is rolled back")
    default void fencedRunnerStops() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")));
            LedgerException error = new FencedRun(kit).run();
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.FENCED);
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
            assertThat(kit.ledger().verify().isIntact()).isTrue();
        }
    }

    @Test
    @Rule(
            id = "ML-1.8",
            says = "Before a ledger is begun, schemaObjects MUST name the tables and views that the schema holds, and "
                    + "nothing that the driver makes itself; the run MUST stop with ML-1107 and change nothing.",
            intent = "A schema that somebody made by other means is not migrated as if it were empty.",
            check = "schemaObjects leaves out the ledger's table and the lock's, and leaves out no table of the user's")
    default void whatIsThereAlreadyIsSeen() throws Exception {
        try (ConformanceKit kit = kit()) {
            try (DialectSession session = kit.lockedSession()) {
                assertThat(session.schemaObjects()).isEmpty();
                session.createLedgerTable();
                if (!session.declined().contains(Capability.KEPT_SCRIPTS)) {
                    session.createScriptTable();
                }
                assertThat(session.schemaObjects()).isEmpty();
            }
            kit.execute(kit.fixture().createTable("kit"));
            kit.execute("CREATE VIEW kit_view AS SELECT id FROM kit");
            try (DialectSession session = kit.session()) {
                assertThat(session.schemaObjects())
                        .extracting(object -> object.toString().toLowerCase(Locale.ROOT))
                        .containsExactlyInAnyOrder("table kit", "view kit_view");
            }
            Migrator.Builder migrator = kit.migrator(kit.connect(), scripts("0001_more.sql", "DROP VIEW kit_view"));
            LedgerException error =
                    ConformanceKit.fail(migrator.onExisting(OnExisting.REFUSE).build());
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.NOT_EMPTY);
            assertThat(kit.events()).isEmpty();
            assertThat(kit.tableExists("kit_view")).isTrue();
            assertThat(migrator.onExisting(OnExisting.RUN).build().migrate().completed())
                    .hasSize(1);
        }
    }

    @Test
    @Rule(
            id = "ML-1.9",
            says =
                    "Before a ledger is begun, a driver that looks for otherLedgers MUST name each ledger of this database "
                            + "at another place, and not the session's own; the run MUST stop with ML-1108 and change nothing, "
                            + "unless a new ledger was asked for.",
            intent = "Whatever puts the ledger out of sight must not make everything run twice.",
            check = "otherLedgers leaves out the session's own table only; its rows can stand after FROM")
    default void ledgerElsewhereIsSeen() throws Exception {
        try (ConformanceKit kit = kit()) {
            String table = "kit_ledger";
            Map<String, String> scripts = scripts("0001_kit.sql", kit.fixture().createTable("kit"));
            try (DialectSession session = kit.session(table)) {
                if (session.getClass().getMethod("otherLedgers").getDeclaringClass() == LedgerTable.class) {
                    throw new NotApplicable("the driver looks for no other ledgers");
                }
                assertThat(session.otherLedgers()).isEmpty();
            }
            kit.migrate(scripts);
            try (DialectSession session = kit.session(table)) {
                List<LedgerPlace> found = session.otherLedgers();
                assertThat(found).hasSize(1);
                assertThat(found.get(0).way().toString()).isNotBlank();
                assertThat(kit.number("SELECT COUNT(*) FROM " + found.get(0).rows()))
                        .isEqualTo(kit.events().size());
            }
            try (DialectSession session = kit.session()) {
                assertThat(session.otherLedgers()).isEmpty();
            }
            Map<String, String> more = scripts("0001_row.sql", "INSERT INTO kit (id, note) VALUES (1, 'a')");
            Migrator.Builder migrator = kit.migrator(kit.connect(), more).table(table);
            LedgerException error = ConformanceKit.fail(migrator.build());
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.LEDGER_ELSEWHERE);
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
            assertThat(migrator.newLedger().build().migrate().completed()).hasSize(1);
            assertThat(kit.migrator(kit.connect(), more)
                            .table(table)
                            .build()
                            .migrate()
                            .isUpToDate())
                    .isTrue();
        }
    }

    @Test
    @Rule(
            id = "ML-1.10",
            says =
                    "A script that would drop the ledger's table, or that of the kept scripts, MUST be refused with ML-1211 "
                            + "before anything runs; where code drops the ledger's, the run MUST stop with ML-1109 and MUST NOT begin another ledger.",
            intent = "Without its ledger a database cannot say what took effect, and everything would run again.",
            check =
                    "ledgerTable() is a name that the driver's own syntax reads; isMissingTable knows the error of an INSERT, too")
    default void droppedTableIsNoticed() throws Exception {
        try (ConformanceKit kit = kit()) {
            Map<String, String> first = scripts("0001_kit.sql", kit.fixture().createTable("kit"));
            kit.migrate(first);
            List<LedgerEvent> before = kit.events();
            String table = kit.table();

            Map<String, String> dropping = new LinkedHashMap<>(first);
            dropping.put("0002_drop.sql", "INSERT INTO kit (id, note) VALUES (1, 'a');\nDROP TABLE " + table + ";\n");
            LedgerException refused = kit.fail(dropping);
            assertThat(refused.code()).as("%s", Causes.shown(refused)).isEqualTo(ErrorCode.REFUSED_STATEMENT);
            assertThat(refused.what()).contains("0002_drop.sql:2");
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
            assertThat(kit.events()).isEqualTo(before);

            if (!kit.declines(Capability.KEPT_SCRIPTS)) {
                dropping.put("0002_drop.sql", "DROP TABLE " + kit.scriptTable());
                assertThat(kit.fail(dropping).code()).isEqualTo(ErrorCode.REFUSED_STATEMENT);
                assertThat(kit.events()).isEqualTo(before);
            }

            LedgerException gone = ConformanceKit.fail(kit.migrator(kit.connect(), first)
                    .source(Migrations.java(new DroppingMigration(table)))
                    .build());
            assertThat(gone.code()).as("%s", Causes.shown(gone)).isEqualTo(ErrorCode.LEDGER_GONE);
            if (kit.declines(Capability.TRANSACTIONAL_DDL)) {
                assertThat(kit.tableExists(table)).isFalse();
            } else {
                assertThat(kit.events()).startsWith(before.toArray(new LedgerEvent[0]));
                assertThat(kit.ledger().verify().isIntact()).isTrue();
            }
        }
    }

    @Test
    @Rule(
            id = "ML-1.11",
            says = "UPDATE and DELETE on the table of kept scripts MUST be refused by the database.",
            intent = "What ran is shown years later, and is not corrected, either.",
            check = "createScriptTable makes the triggers, and they fire for every row",
            needs = Capability.APPEND_ONLY_TRIGGERS)
    default void changesOfScriptsAreRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            if (kit.declines(Capability.KEPT_SCRIPTS)) {
                throw new NotApplicable("the driver keeps no scripts");
            }
            kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")));
            String table = kit.scriptTable();
            long rows = kit.number("SELECT COUNT(*) FROM " + table);
            assertThat(rows).isEqualTo(1);
            kit.refused("UPDATE " + table + " SET text = 'x'");
            kit.refused("DELETE FROM " + table);
            assertThat(kit.number("SELECT COUNT(*) FROM " + table)).isEqualTo(rows);
            assertThat(kit.ledger().verify().broken()).isEmpty();
        }
    }
}
