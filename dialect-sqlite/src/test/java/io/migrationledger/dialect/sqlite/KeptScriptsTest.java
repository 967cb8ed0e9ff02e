package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.Verification;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.ScriptTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The text of scripts, kept beside the ledger as they ran. */
class KeptScriptsTest {
    private static final String SECRET = "s3cr3t-of-a-placeholder";

    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    private List<LedgerEvent> events() {
        return project.ledger().events();
    }

    private KeptScript keptOf(LedgerEvent event) {
        return project.ledger().keptScript(event.script().orElseThrow()).orElseThrow();
    }

    private static long number(SqliteProject project, String sql) throws Exception {
        return Long.parseLong(project.query(sql).get(0));
    }

    private long rows() throws Exception {
        return number(project, "SELECT COUNT(*) FROM migration_ledger_scripts");
    }

    /** KS-1. */
    @Test
    void areNamedByTheEventsOfTheirAttemptAndReadBackAsTheyStoodInTheirFiles() {
        project.tables(1, 2).migrate();
        project.migrator().rollback(RollbackOptions.steps(1));

        assertThat(events()).hasSize(6).allSatisfy(event -> {
            KeptScript script = keptOf(event);
            int number = event.id().value().equals("0001") ? 1 : 2;
            assertThat(script.isIntact()).isTrue();
            assertThat(script.up()).contains(new KeptScript.Script("", "CREATE TABLE t" + number + " (a INTEGER);\n"));
            assertThat(script.down()).contains(new KeptScript.Script("", "DROP TABLE t" + number + ";\n"));
        });
        List<KeptScript> all = new ArrayList<>();
        project.ledger().forEachKeptScript(all::add);
        assertThat(all).hasSize(2).isSortedAccordingTo((a, b) -> a.hash().compareTo(b.hash()));
        assertThat(project.ledger().verify())
                .extracting(Verification::isIntact, Verification::scripts)
                .containsExactly(true, 2L);
    }

    @Test
    void areTheTextOfTheChecksumWithoutMarkAndWithLineFeeds() throws Exception {
        String odd = "-- \"quoted\" \\ \u0001 \t é 🐘 \u2028";
        project.script("0001_odd.sql", "\uFEFF" + odd + "\r", "CREATE TABLE a (x);\r\rSELECT 1;\r");
        project.migrate();

        assertThat(keptOf(events().get(0)).up().orElseThrow().sql())
                .isEqualTo(odd + "\nCREATE TABLE a (x);\n\nSELECT 1;\n");
    }

    /** KS-2. */
    @Test
    void holdNoValueOfAPlaceholder() throws Exception {
        project.script("0001_user.sql", "CREATE TABLE a (x DEFAULT '${password}');")
                .script("0001_user.down.sql", "-- ${password}", "DROP TABLE a;");
        project.builder().placeholder("password", SECRET).build().migrate();

        assertThat(number(project, "SELECT COUNT(*) FROM sqlite_schema WHERE sql LIKE '%" + SECRET + "%'"))
                .isEqualTo(1);
        assertThat(keptOf(events().get(0)).up().orElseThrow().sql()).contains("${password}");
        project.ledger().forEachKeptScript(script -> {
            assertThat(script.up().orElseThrow().sql()).doesNotContain(SECRET);
            assertThat(script.down().orElseThrow().sql()).doesNotContain(SECRET);
        });
    }

    @Test
    void sayHowTheyAreRunWhereverThatWasSaid() {
        project.script("0001_a.sql", "-- ledger: lock-timeout=5s placeholders=none", "CREATE TABLE a (x);")
                .script("0001_a.sql.ledger", "transaction=none", "statement-timeout=2m")
                .script("0001_a.down.sql", "-- ledger: transaction=auto", "DROP TABLE a;")
                .migrate();

        KeptScript script = keptOf(events().get(0));
        assertThat(script.up().orElseThrow().directives())
                .isEqualTo("transaction=none placeholders=none lock-timeout=5000ms statement-timeout=120000ms");
        assertThat(script.down().orElseThrow().directives())
                .isEqualTo("placeholders=none lock-timeout=5000ms statement-timeout=120000ms");
    }

    /** KS-1. */
    @Test
    void areOneRowForEachTextHoweverOftenItRuns() throws Exception {
        project.script("0001_bad.sql", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        assertThat(rows()).isEqualTo(1);

        project.script("0001_bad.sql", "SELECT 1;").migrate();
        assertThat(rows()).isEqualTo(2);
        assertThat(events())
                .extracting(event -> event.script().isPresent())
                .containsExactly(true, false, true, false, true, true);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void areNotKeptOfJavaNorWhereTheyAreNotWanted() throws Exception {
        Migrator.of(project.url(), new Properties())
                .source(Migrations.java(new Nothing()))
                .build()
                .migrate();
        assertThat(rows()).isZero();
        project.tables(2, 2)
                .builder()
                .keepScripts(false)
                .ignoreMissing()
                .build()
                .migrate();

        assertThat(rows()).isZero();
        assertThat(events())
                .hasSize(4)
                .allSatisfy(event -> assertThat(event.script()).isEmpty());
        SqliteProject never = new SqliteProject(directory, "never.db");
        never.builder().keepScripts(false).build().migrate();
        assertThat(number(never, "SELECT COUNT(*) FROM sqlite_schema WHERE name LIKE '%scripts%'"))
                .isZero();
    }

    /** Changes nothing. */
    static final class Nothing implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of("0001");
        }

        @Override
        public String description() {
            return "nothing";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) {}
    }

    /** KS-3. */
    @Test
    void ofAnySizeTakeNoMemoryAndAreLeftOutWhereTheyAreTooLong() throws Exception {
        Random random = new Random(1);
        String[] lines = new String[30_000];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "-- " + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong())
                    + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        }
        project.script("0001_dense.sql", lines)
                .script("0002_long.sql", "-- " + " ".repeat(KeptScript.LONGEST))
                .script("0003_short.sql", "SELECT 1;")
                .migrate();

        List<LedgerEvent> started =
                events().stream().filter(LedgerEvent.Started.class::isInstance).toList();
        assertThat(started)
                .extracting(event -> ((LedgerEvent.Started) event).scriptLeftOut())
                .satisfiesExactly(
                        dense -> assertThat(dense)
                                .hasValueSatisfying(why -> assertThat(why).contains("1024 KiB")),
                        wide -> assertThat(wide).isPresent(),
                        small -> assertThat(small).isEmpty());
        assertThat(started).extracting(event -> event.script().isPresent()).containsExactly(false, false, true);
        assertThat(rows()).isEqualTo(1);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** KS-1. */
    @Test
    void areLookedUpFirstWhereTheDatabaseCannotPassOverThoseThatAreThere() throws Exception {
        project.script("0001_bad.sql", "BROKEN;");
        RefusedCalls calls = new RefusedCalls();
        try (Connection connection = project.connect()) {
            Migrator migrator = Migrator.of(calls.on(connection))
                    .dialect(new FaultySqlite().answering("passingOver", any -> Optional.empty()))
                    .source(project.source())
                    .build();
            refused(ErrorCode.STATEMENT_FAILED, migrator::migrate);
            refused(ErrorCode.STATEMENT_FAILED, migrator::migrate);
            project.script("0001_bad.sql", "SELECT 1;");
            migrator.migrate();
        }

        assertThat(calls.calls())
                .filteredOn(call -> call.startsWith("INSERT INTO main.\"migration_ledger_scripts\""))
                .hasSize(2);
        assertThat(rows()).isEqualTo(2);
        assertThat(events())
                .extracting(event -> event.script().isPresent())
                .containsExactly(true, false, true, false, true, true);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void areAskedForInFewQueriesOfWhichNoneIsForNothing() throws Exception {
        project.tables(1, 16).migrate();
        RefusedCalls calls = new RefusedCalls();
        try (Connection connection = project.connect()) {
            Ledger ledger = Ledger.of(calls.on(connection));
            List<KeptScript> all = new ArrayList<>();
            ledger.forEachKeptScript(all::add);
            assertThat(all).hasSize(16);
            assertThat(ledger.verify().scripts()).isEqualTo(16);
        }
        assertThat(calls.calls())
                .filteredOn(call -> call.startsWith("SELECT hash, text "))
                .hasSize(2)
                .noneMatch(call -> call.contains("()"));
    }

    @Test
    void areNotLookedForWhereTheDriverKeepsNone() throws Exception {
        project.tables(1, 1).migrate();
        String hash = events().get(0).script().orElseThrow();
        try (Connection connection = project.connect()) {
            Ledger ledger = Ledger.of(
                    connection, new FaultySqlite().answering("declined", any -> Set.of(Capability.KEPT_SCRIPTS)));
            assertThat(ledger.keptScript(hash)).isEmpty();
            ledger.forEachKeptScript(script -> {
                throw new AssertionError("there is none");
            });
        }
    }

    /** KS-1. */
    @ParameterizedTest
    @EnumSource(names = {"AHEAD", "ONE_TRANSACTION"})
    void areSentOnceWhereSeveralMigrationsOfARunHaveTheSameText(ScriptTable.Writing writing) throws Exception {
        project.script("0001_a.sql", "SELECT 1;")
                .script("0002_b.sql", "SELECT 1;")
                .script("0003_c.sql", "SELECT 1;");
        RefusedCalls calls = new RefusedCalls();
        try (Connection connection = project.connect()) {
            Migrator.of(calls.on(connection))
                    .dialect(new FaultySqlite().answering("scriptWriting", any -> writing))
                    .source(project.source())
                    .build()
                    .migrate();
        }
        assertThat(calls.calls())
                .filteredOn(call -> call.startsWith("INSERT INTO main.\"migration_ledger_scripts\""))
                .hasSize(1)
                .noneMatch(call -> call.contains("), ("));
        assertThat(rows()).isEqualTo(1);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void areNoneWhereThereIsNoTableAndAnyOtherErrorIsTold() throws Exception {
        List<KeptScript> found = new ArrayList<>();
        project.ledger().forEachKeptScript(found::add);
        assertThat(found).isEmpty();

        project.tables(1, 1).migrate();
        RefusedCalls calls =
                new RefusedCalls().refuse("SELECT hash FROM", 1, new SQLException("disk I/O error", null, 10));
        try (Connection connection = project.connect()) {
            Ledger ledger = Ledger.of(calls.on(connection));
            assertThat(refused(ErrorCode.DATABASE_ERROR, () -> ledger.forEachKeptScript(found::add))
                            .what())
                    .contains("disk I/O error");
        }
        assertThat(found).isEmpty();
    }

    /** KS-4. */
    @Test
    void ofGreatLengthHaveAStatementEachAlsoInARestoredLedger() throws Exception {
        Random random = new Random(3);
        for (int i = 1; i <= 2; i++) {
            byte[] noise = new byte[400_000];
            random.nextBytes(noise);
            project.script(
                    "%04d_long.sql".formatted(i), "-- " + Base64.getEncoder().encodeToString(noise));
        }
        RefusedCalls calls = new RefusedCalls();
        FaultySqlite ahead = new FaultySqlite().answering("scriptWriting", any -> ScriptTable.Writing.AHEAD);
        try (Connection connection = project.connect()) {
            Migrator.of(calls.on(connection))
                    .dialect(ahead)
                    .source(project.source())
                    .build()
                    .migrate();
        }
        assertThat(calls.calls())
                .filteredOn(call -> call.startsWith("INSERT INTO main.\"migration_ledger_scripts\""))
                .hasSize(2);

        SqliteProject to = new SqliteProject(directory, "to.db");
        RefusedCalls restoring = new RefusedCalls();
        try (Connection connection = to.connect();
                LedgerSession session = Ledger.of(restoring.on(connection)).lock(Duration.ZERO)) {
            session.restore(
                    events().iterator(),
                    event -> event instanceof LedgerEvent.Started ? List.of(keptOf(event)) : List.of());
        }
        assertThat(restoring.calls())
                .as("one behind each long text, and the last event")
                .filteredOn(call -> call.startsWith("INSERT INTO main.\"migration_ledger\""))
                .hasSize(3);
        assertThat(to.ledger().verify()).isEqualTo(project.ledger().verify());
    }

    @Test
    void whoVerifiesSeesEachEventAndEachScriptBeforeTheFirstThatNamesIt() throws Exception {
        project.tables(1, 2).migrate();
        List<LedgerEvent> alone = new ArrayList<>();
        assertThat(project.ledger().verify(alone::add))
                .isEqualTo(project.ledger().verify());
        assertThat(alone).isEqualTo(events());

        List<String> seen = new ArrayList<>();
        Verification found =
                project.ledger().verify(event -> seen.add("event " + event.sequence()), script -> seen.add("script"));
        assertThat(found).isEqualTo(project.ledger().verify());
        assertThat(seen).containsExactly("script", "event 1", "event 2", "script", "event 3", "event 4");

        project.execute("DROP TRIGGER migration_ledger_scripts_no_delete");
        project.execute("DELETE FROM migration_ledger_scripts WHERE hash = '"
                + events().get(2).script().orElseThrow() + "'");
        seen.clear();
        assertThat(project.ledger()
                        .verify(event -> seen.add("event " + event.sequence()), script -> seen.add("script")))
                .isEqualTo(new Verification(
                        2,
                        events().get(1).header().hash(),
                        project.ledger().verify().broken(),
                        1));
        assertThat(seen).containsExactly("script", "event 1", "event 2");
    }

    /** KS-5. */
    @Test
    void beginWithTheNextRunWhereALedgerHasBeenThereWithout() throws Exception {
        project.tables(1, 1).builder().keepScripts(false).build().migrate();
        project.tables(2, 3).migrate();

        assertThat(rows()).isEqualTo(2);
        assertThat(events().subList(0, 2))
                .allSatisfy(event -> assertThat(event.script()).isEmpty());
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** KS-5. */
    @Test
    void aRunGoesOnWithoutThemWhereTheTableCannotBeWritten() throws Exception {
        project.tables(1, 1).builder().keepScripts(false).build().migrate();
        project.execute("CREATE VIEW migration_ledger_scripts AS SELECT 1 AS hash, 2 AS text");
        MigrateResult result = project.tables(2, 3).migrator().migrate();

        assertThat(result.completed()).hasSize(2);
        assertThat(result.notes())
                .anySatisfy(
                        note -> assertThat(note)
                                .startsWith(
                                        "the SQL of this run is not kept: main.\"migration_ledger_scripts\" cannot be made or written"));
        assertThat(events())
                .hasSize(6)
                .allSatisfy(event -> assertThat(event.script()).isEmpty());
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whatASessionBeforeMarkedAsInterruptedIsWrittenAlsoWhereTheScriptsAreNot() throws Exception {
        project.tables(1, 1).builder().keepScripts(false).build().migrate();
        project.tables(2, 2);
        CountedCalls counted = new CountedCalls((point, real) -> {
            if (point.call() == 9) {
                real.close();
                return false;
            }
            return true;
        });
        try (Connection connection = project.connect()) {
            Migrator migrator = Migrator.of(counted.wrap(connection))
                    .source(project.source())
                    .keepScripts(false)
                    .build();
            assertThatThrownBy(migrator::migrate).isNotNull();
        }
        assertThat(events()).last().isInstanceOf(LedgerEvent.Started.class);
        project.execute("CREATE VIEW migration_ledger_scripts AS SELECT 1 AS hash, 2 AS text");
        project.migrate();

        assertThat(project.history())
                .endsWith("STARTED 0002", "FAILED/INTERRUPTED 0002", "STARTED 0002", "APPLIED 0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** KS-7. */
    @Test
    void oneThatRanNothingIsNotTakenBackByItsKeptDownScript() throws Exception {
        project.execute("CREATE TABLE made (x)");
        project.overExisting()
                .script("0001_a.sql", "-- nothing to do here")
                .script("0001_a.down.sql", "DROP TABLE made;")
                .migrate();
        project.delete("0001_a.sql").delete("0001_a.down.sql").tables(2, 2);

        assertThatThrownBy(() ->
                        project.migrator().rollback(RollbackOptions.steps(1).withKeptScripts()))
                .hasMessageContaining("its file is gone");
        assertThat(project.tables()).contains("made");
    }

    @Test
    void cannotBeChangedNorReplaced() throws Exception {
        project.tables(1, 1).migrate();
        for (String change :
                List.of("UPDATE migration_ledger_scripts SET text = 'x'", "DELETE FROM migration_ledger_scripts")) {
            assertThatThrownBy(() -> project.execute(change)).hasMessageContaining("append-only");
        }
        project.execute(
                "INSERT OR REPLACE INTO migration_ledger_scripts SELECT hash, 'x' FROM migration_ledger_scripts");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** KS-6. */
    @Test
    void verifyNamesTheFirstEventWhoseScriptIsChangedOrGone() throws Exception {
        project.tables(1, 3).migrate();
        List<LedgerEvent> events = events();
        Ledger ledger = project.ledger();
        project.execute(
                "DROP TRIGGER migration_ledger_scripts_no_update", "DROP TRIGGER migration_ledger_scripts_no_delete");
        String third = events.get(4).script().orElseThrow();
        String text = ledger.keptScript(third).orElseThrow().text();
        for (int at : List.of(0, 4, text.length() / 2, text.length() - 1)) {
            String changed = text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
            project.execute(
                    "UPDATE migration_ledger_scripts SET text = '" + changed + "' WHERE hash = '" + third + "'");
            assertThat(ledger.verify().broken()).hasValueSatisfying(broken -> {
                assertThat(broken.sequence())
                        .as("its beginning shares a commit with the end before it")
                        .isEqualTo(5);
                assertThat(broken.what()).contains("not what its hash says");
            });
            assertThat(ledger.verify().events()).isEqualTo(4);
            assertThat(ledger.verify().head()).isEqualTo(events.get(3).header().hash());
            assertThatThrownBy(() -> ledger.keptScript(third).orElseThrow().up())
                    .hasMessageContaining("its hash");
        }
        project.execute("DELETE FROM migration_ledger_scripts WHERE hash = '"
                + events.get(2).script().orElseThrow() + "'");
        assertThat(ledger.verify().broken())
                .contains(new Verification.Broken(
                        3,
                        "the kept text that it names ("
                                + events.get(2).script().orElseThrow().substring(0, 12) + ") is not there"));
        project.execute("DROP TABLE migration_ledger_scripts");
        assertThat(ledger.verify().broken()).map(Verification.Broken::sequence).isEqualTo(Optional.of(1L));
    }
}
