package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.ValidationException;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One script that stands for several: in effect where all of them are, run where none is, refused between. */
class SquashTest {
    private static final String REPLACES = "-- ledger: replaces=0001,0002,0003";

    @TempDir
    Path directory;

    private SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 4);
    }

    /** Replaces 0001 to 0003 by one script, with a down script. */
    private void squash() {
        for (int i = 1; i <= 3; i++) {
            project.delete("%04d_t%d.sql".formatted(i, i)).delete("%04d_t%d.down.sql".formatted(i, i));
        }
        writeScript();
    }

    private void writeScript() {
        project.script(
                "0003_schema.sql",
                "-- description: The schema of 0001 to 0003",
                "-- ledger: replaces=0001,0002",
                "-- ledger: replaces=0003",
                "CREATE TABLE t1 (a INTEGER);",
                "CREATE TABLE t2 (a INTEGER);",
                "CREATE TABLE t3 (a INTEGER);");
        project.script("0003_schema.down.sql", "DROP TABLE t3;", "DROP TABLE t2;", "DROP TABLE t1;");
    }

    private MigrationState state(String id) {
        return project.ledger().state().of(MigrationId.of(id)).orElseThrow();
    }

    private Set<String> inEffect() {
        return project.ledger().state().migrations().stream()
                .filter(MigrationState::isInEffect)
                .map(migration -> migration.id().value())
                .collect(java.util.stream.Collectors.toSet());
    }

    /** KS-7: what is kept under its id undoes only what ran under its id. */
    @Test
    void isNotTakenBackByTheKeptScriptOfOneOfThoseThatItStandsFor() {
        project.migrate();
        squash();
        project.migrate();
        project.delete("0003_schema.sql").delete("0003_schema.down.sql");
        project.delete("0004_t4.sql").delete("0004_t4.down.sql");
        project.script("0005_t5.sql", "CREATE TABLE t5 (a INTEGER);");

        for (RollbackOptions options : List.of(
                RollbackOptions.steps(2).withKeptScripts(),
                RollbackOptions.steps(2).withKeptScripts().withDeclared(Set.of(MigrationId.of("0003"))))) {
            assertThatThrownBy(() -> project.migrator().rollback(options))
                    .isInstanceOfSatisfying(
                            ValidationException.class,
                            e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                                assertThat(problem.code()).isEqualTo(ErrorCode.MISSING_FILE);
                                assertThat(problem.id()).contains(MigrationId.of("0003"));
                                assertThat(problem.next()).doesNotContain("keeps");
                            }));
        }
        assertThat(inEffect()).containsExactlyInAnyOrder("0003", "0004");
    }

    @Test
    void itTakesTheirPlaceWhereAllAreInEffect() throws Exception {
        project.migrate();
        squash();
        int before = project.history().size();

        assertThat(project.planned()).isEmpty();
        assertThat(project.migrator().plan(MigrateOptions.ALL).notes())
                .singleElement()
                .asString()
                .isEqualTo("migration 0003 stands for 3 migrations (0001 to 0003), which are in effect: the next run"
                        + " records that, and runs nothing of it");
        assertThat(project.problems()).isEmpty();
        assertThat(project.standings())
                .isEqualTo(Map.of(
                        "0001", Standing.APPLIED,
                        "0002", Standing.APPLIED,
                        "0003", Standing.APPLIED, // in effect; that it stands for the others is still to be recorded
                        "0004", Standing.APPLIED));
        assertThat(project.history()).hasSize(before);

        MigrateResult result = project.migrator().migrate();

        assertThat(result.completed()).isEmpty();
        assertThat(result.batch()).isEqualTo(2);
        assertThat(result.notes())
                .containsExactly(
                        "migration 0003 now stands for 3 migrations (0001 to 0003), which are in effect: that was"
                                + " recorded, and nothing was run");
        assertThat(project.history().subList(before, project.history().size()))
                .containsExactly("ROLLED_BACK/SQUASHED 0001", "ROLLED_BACK/SQUASHED 0002", "APPLIED/SQUASHED 0003");
        assertThat(project.tables()).containsExactly("t1", "t2", "t3", "t4");
        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(inEffect()).containsExactlyInAnyOrder("0003", "0004");
        assertThat(state("0003").inEffect().orElseThrow().replaces())
                .containsExactly(MigrationId.of("1"), MigrationId.of("2"), MigrationId.of("3"));
        assertThat(state("0001").status()).isEqualTo(MigrationStatus.FORGOTTEN);
        assertThat(project.standings()).isEqualTo(Map.of("0003", Standing.APPLIED, "0004", Standing.APPLIED));
        assertThat(project.migrator().status().problems()).isEmpty();
        assertThat(project.problems()).isEmpty();

        assertThat(project.migrate()).isEmpty();
        project.tables(5, 5);
        assertThat(project.migrate()).containsExactly("0005");
    }

    @Test
    void afterThatAStartWithNothingToDoIsOneQuery() throws Exception {
        project.migrate();
        squash();
        project.migrate();
        CountedCalls counted = CountedCalls.counting();
        try (Connection connection = project.connect()) {
            Migrator.of(counted.wrap(connection))
                    .source(project.source())
                    .build()
                    .migrate();
        }
        assertThat(counted.calls()).hasSize(1);
    }

    @Test
    void itRunsWhereNoneIsInEffect() throws Exception {
        squash();
        assertThat(project.migrate()).containsExactly("0003", "0004");
        assertThat(project.tables()).containsExactly("t1", "t2", "t3", "t4");
        assertThat(state("0003").inEffect().orElseThrow().origin()).isEqualTo(Origin.EXECUTED);
        assertThat(state("0003").inEffect().orElseThrow().replaces()).hasSize(3);
        assertThat(project.migrate()).isEmpty();
        assertThat(project.migrator().rollback(RollbackOptions.ALL).completed()).hasSize(2);
        assertThat(project.tables()).isEmpty();
        assertThat(project.migrate()).containsExactly("0003", "0004");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void partWayIsRefusedAndNamesWhatIsMissing(int applied) throws Exception {
        project.migrate(MigrateOptions.ALL.limit(applied));
        List<String> before = project.history();
        squash();

        LedgerException error = refused(ErrorCode.PARTLY_REPLACED, project::migrate);

        assertThat(error.what())
                .endsWith("0003_schema.sql: migration 0003 stands for 3 migrations (0001 to 0003), and only some are in"
                        + " effect; not in effect: "
                        + (applied == 1 ? "0002, 0003; in effect: 0001" : "0003; in effect: 0001, 0002"));
        assertThat(error.next()).contains("Migrator.baseline(MigrationId.of(\"0003\"), reason)");
        assertThat(project.history()).isEqualTo(before);
        assertThat(project.problems()).containsExactly("PARTLY_REPLACED 0003");
        assertThat(project.standings()).containsEntry("0001", Standing.APPLIED).containsEntry("0003", Standing.PENDING);
        refused(ErrorCode.PARTLY_REPLACED, () -> project.migrator().plan(MigrateOptions.ALL));
    }

    @Test
    void whereTheRestIsThereABaselineSaysSo() throws Exception {
        project.migrate(MigrateOptions.ALL.limit(2));
        project.execute("CREATE TABLE t3 (a INTEGER)");
        squash();

        List<LedgerEvent> events = project.migrator().baseline(MigrationId.of("3"), "t3 was made by hand");

        assertThat(events).hasSize(3);
        assertThat(project.history())
                .endsWith("ROLLED_BACK/SQUASHED 0001", "ROLLED_BACK/SQUASHED 0002", "APPLIED/BASELINED 0003");
        assertThat(project.migrate()).containsExactly("0004");
        assertThat(project.ledger().verify().isIntact()).isTrue();
        // Taken back, nobody can say what is left: 0001 and 0002 are still there.
        project.migrator().undoBaseline(MigrationId.of("3"), "it is not");
        LedgerException error = refused(ErrorCode.PARTLY_REPLACED, project::migrate);
        assertThat(error.what()).contains("is not clear").contains("0001 (forgotten), 0002 (forgotten), 0003");
    }

    @Test
    void aBaselineOfANewDatabaseKnowsWhatItStandsFor() {
        squash();
        project.migrator().baseline(MigrationId.of("3"), "made by hand");
        assertThat(state("3").inEffect().orElseThrow().replaces()).hasSize(3);
    }

    @Test
    void whatIsNotFinishedIsNotReplaced() throws Exception {
        project.script("0003_t3.sql", "-- ledger: transaction=none", "CREATE TABLE t3 (a INTEGER);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        squash();
        LedgerException error = refused(ErrorCode.PARTLY_REPLACED, project::migrate);
        assertThat(error.what()).contains("not in effect: 0003 (not finished); in effect: 0001, 0002");
    }

    /** An instance of the version before starts once more while its successor has recorded the squash. */
    @Test
    void aDirectoryOlderThanTheScriptHasNothingToRun() throws Exception {
        project.migrate();
        SqliteProject newer = new SqliteProject(directory.resolve("newer"));
        squash();
        project.migrate();
        project.delete("0003_schema.sql").delete("0003_schema.down.sql").tables(1, 3);

        assertThat(project.migrate()).isEmpty();
        assertThat(project.problems()).isEmpty();
        assertThat(project.migrator().plan(MigrateOptions.ALL).notes())
                .containsExactly("migration 0003 has come to stand for others whose own files are still here: this"
                        + " directory is older than that, and nothing of them is run");
        assertThat(project.standings().values()).containsOnly(Standing.APPLIED);
        assertThat(newer.migrate()).isEmpty();
    }

    @Test
    void aRollbackDoesNotRunItsDownScriptUnlessItIsNamed() throws Exception {
        project.migrate();
        squash();
        LedgerException early =
                refused(ErrorCode.UNSETTLED, () -> project.migrator().rollback(RollbackOptions.ALL));
        assertThat(early.next()).startsWith("Run 'Migrator.migrate()' first");
        project.migrate();

        refused(ErrorCode.DECLARED, () -> project.migrator().rollback(RollbackOptions.steps(2)));
        assertThat(project.migrator().rollback(RollbackOptions.steps(1)).completed())
                .extracting(completed -> completed.id().value())
                .containsExactly("0004");
        assertThat(project.tables()).containsExactly("t1", "t2", "t3");

        project.migrator().rollback(RollbackOptions.steps(1).withDeclared(Set.of(MigrationId.of("3"))));
        assertThat(project.tables()).isEmpty();
        assertThat(project.migrate()).containsExactly("0003", "0004");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** What it stood for was undone with it, whatever became of the attempts since. */
    @Test
    void whatWasUndoneRunsUntilItEndsWell() throws Exception {
        undone();
        project.script("0003_schema.sql", REPLACES, "-- ledger: transaction=none", "CREATE TABLE t1 (a);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        assertThat(project.standings()).containsEntry("0003", Standing.PART_WAY);
        project.script("0003_schema.sql", REPLACES, "-- ledger: transaction=none", "CREATE TABLE t1 (a);", "SELECT 1;");

        assertThat(project.migrate()).containsExactly("0003", "0004");
    }

    @Test
    void whatWasUndoneAndFailsWithNothingDoneRunsAgain() throws Exception {
        undone();
        project.script("0003_schema.sql", REPLACES, "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        writeScript();

        assertThat(project.migrate()).containsExactly("0003", "0004");
    }

    @Test
    void aPersonMaySayThatItWasUndone() throws Exception {
        project.migrate();
        squash();
        project.migrate();
        project.script(
                "0003_schema.down.sql",
                "-- ledger: transaction=none",
                "DROP TABLE t3;",
                "DROP TABLE t2;",
                "DROP TABLE t9;");
        RollbackOptions both = RollbackOptions.steps(2).withDeclared(Set.of(MigrationId.of("3")));
        refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(both));
        project.execute("DROP TABLE t1");
        project.resolve("0003", true);

        assertThat(project.migrate()).containsExactly("0003", "0004");
        assertThat(project.tables()).containsExactly("t1", "t2", "t3", "t4");
    }

    private void undone() {
        project.migrate();
        squash();
        project.migrate();
        project.migrator().rollback(RollbackOptions.steps(2).withDeclared(Set.of(MigrationId.of("3"))));
    }

    @Test
    void whatRanPartWayOnANewDatabaseCanBeTakenBack() throws Exception {
        squash();
        project.script("0003_schema.sql", REPLACES, "-- ledger: transaction=none", "CREATE TABLE t1 (a);", "BROKEN;");
        project.script("0003_schema.down.sql", "DROP TABLE t1;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        project.migrator().rollback(RollbackOptions.PART_WAY);

        assertThat(project.tables()).isEmpty();
        writeScript();
        assertThat(project.migrate()).containsExactly("0003", "0004");
    }

    @Test
    void aBaselineDoesNotPassOverWhatIsPartWay() {
        project.script("0002_t2.sql", "-- ledger: transaction=none", "CREATE TABLE t2 (a INTEGER);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        squash();

        refused(ErrorCode.UNSETTLED, () -> project.migrator().baseline(MigrationId.of("3"), "by hand"));
    }

    @Test
    void whatItStandsForIsNotMissing() {
        project.migrate();
        squash();

        refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.migrator().forgetMissing("gone"));
        assertThat(refused(
                                ErrorCode.BAD_OPTION,
                                () -> project.migrator().forget(List.of(MigrationId.of("0001")), "gone"))
                        .what())
                .endsWith("0003_schema.sql: migration 0003 stands for 0001");
        assertThat(project.migrate()).isEmpty();
        assertThat(inEffect()).containsExactlyInAnyOrder("0003", "0004");
    }

    @Test
    void norIsItUndoneByWhatWasKeptOfTheOneBeforeIt() throws Exception {
        project.migrate();
        squash();
        project.migrate();
        project.script("0003_schema.sql", REPLACES, "CREATE TABLE t1 (a INTEGER, b INTEGER);");
        project.migrator().accept(MigrationId.of("3"), "the same");
        project.delete("0003_schema.down.sql");

        RollbackOptions kept = RollbackOptions.steps(2).withKeptScripts().withDeclared(Set.of(MigrationId.of("3")));
        refused(ErrorCode.NO_DOWN_SCRIPT, () -> project.migrator().rollback(kept));
        assertThat(project.tables()).containsExactly("t1", "t2", "t3", "t4");
    }

    @Test
    void anAcceptedEditMakesNoRunOfIt() throws Exception {
        project.migrate();
        squash();
        project.migrate();
        project.script(
                "0003_schema.sql",
                "-- ledger: replaces=0001,0002,0003",
                "CREATE TABLE t1 (a INTEGER, b INTEGER);",
                "CREATE TABLE t2 (a INTEGER);",
                "CREATE TABLE t3 (a INTEGER);");
        project.migrator().accept(MigrationId.of("3"), "the same");

        LedgerException error =
                refused(ErrorCode.DECLARED, () -> project.migrator().rollback(RollbackOptions.steps(2)));
        assertThat(error.what()).contains("has come to stand for others");
        assertThat(project.tables()).contains("t1", "t2", "t3");
    }

    @Test
    void norDoesThatItWasForgottenAndIsBack() throws Exception {
        project.migrate();
        squash();
        project.migrate();
        project.delete("0003_schema.sql").delete("0003_schema.down.sql");
        project.migrator().forget(List.of(MigrationId.of("3")), "on another branch");
        writeScript();
        project.resolve("0003", true);

        refused(ErrorCode.DECLARED, () -> project.migrator().rollback(RollbackOptions.steps(2)));
        assertThat(project.tables()).contains("t1", "t2", "t3");
    }

    @Test
    void anEditOfItIsAnEdit() {
        project.migrate();
        squash();
        project.migrate();
        project.script(
                "0003_schema.sql", "-- ledger: replaces=0001,0002,0003", "CREATE TABLE t1 (a INTEGER, b INTEGER);");
        refused(ErrorCode.EDITED, project::migrate);
        project.script("0003_schema.sql", "CREATE TABLE t1 (a INTEGER, b INTEGER);");
        refused(ErrorCode.EDITED, project::migrate);
        project.migrator().accept(MigrationId.of("3"), "the same");
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void acceptAndUndoBaselineAreNoWayAroundIt() {
        project.migrator().baseline(MigrationId.of("3"), "by hand");
        project.overExisting().script("0004_t4.sql", "CREATE TABLE t4 (a INTEGER);");
        project.migrate();
        squash();
        refused(ErrorCode.BAD_OPTION, () -> project.migrator().accept(MigrationId.of("3"), "no"));
        project.migrate();
        refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.migrator().undoBaseline("main", "no"));
    }

    @Test
    void aForgottenOneIsAskedAbout() {
        project.migrate();
        project.delete("0002_t2.sql").delete("0002_t2.down.sql");
        project.migrator().forget(List.of(MigrationId.of("2")), "gone");
        project.tables(2, 2);
        squash();
        LedgerException error = refused(ErrorCode.PARTLY_REPLACED, project::migrate);
        assertThat(error.what()).contains("not in effect: 0002 (forgotten); in effect: 0001, 0003");
        project.resolve("0002", true);
        assertThat(project.migrate()).isEmpty();
        assertThat(inEffect()).containsExactlyInAnyOrder("0003", "0004");
    }

    @Test
    void aScriptCanReplaceOneThatReplacedOthers() throws Exception {
        project.migrate();
        SqliteProject untouched = new SqliteProject(directory, "other.db");
        untouched.migrate();
        squash();
        project.migrate();
        for (String gone : List.of("0003_schema.sql", "0003_schema.down.sql", "0004_t4.sql", "0004_t4.down.sql")) {
            project.delete(gone);
        }
        project.script(
                "0004_all.sql",
                "-- ledger: replaces=1,2,3,4",
                "CREATE TABLE t1 (a INTEGER);",
                "CREATE TABLE t2 (a INTEGER);",
                "CREATE TABLE t3 (a INTEGER);",
                "CREATE TABLE t4 (a INTEGER);");

        for (SqliteProject each : List.of(project, untouched)) {
            assertThat(each.migrator().migrate().notes()).hasSize(1);
            assertThat(each.migrate()).isEmpty();
            assertThat(each.problems()).isEmpty();
            assertThat(each.ledger().verify().isIntact()).isTrue();
        }
        assertThat(inEffect()).containsExactly("0004");
        SqliteProject fresh = new SqliteProject(directory, "fresh.db");
        assertThat(fresh.migrate()).containsExactly("0004");
        assertThat(fresh.tables()).hasSize(4);
    }

    @Test
    void requirementsOfWhatIsReplacedAreMetByIt() {
        project.script("0004_t4.sql", "-- ledger: requires=0002", "CREATE TABLE t4 (a INTEGER);");
        project.migrate();
        squash();
        assertThat(project.problems()).isEmpty();
        project.migrate();
        project.script("0005_t5.sql", "-- ledger: requires=0001", "CREATE TABLE t5 (a INTEGER);");
        assertThat(project.problems()).isEmpty();
        assertThat(project.migrate()).containsExactly("0005");
    }

    @Tag("slow")
    @Test
    void aBigOneIsStillOneCommit() throws Exception {
        SqliteProject big = new SqliteProject(directory.resolve("big")).tables(1, 100);
        big.migrator().baseline(MigrationId.of("100"), "by hand");
        StringBuilder replaces = new StringBuilder("1");
        for (int i = 1; i <= 100; i++) {
            big.delete("%04d_t%d.sql".formatted(i, i)).delete("%04d_t%d.down.sql".formatted(i, i));
            replaces.append(i == 1 ? "" : "," + i);
        }
        big.script("0100_all.sql", "-- ledger: replaces=" + replaces, "SELECT 1;");
        assertThat(big.migrate()).isEmpty();
        assertThat(big.history()).hasSize(200).endsWith("APPLIED/SQUASHED 0100");
        assertThat(big.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void theLedgerAloneTellsIt() {
        project.migrate();
        squash();
        project.migrate();
        StatusReport recorded = project.ledger().status();
        assertThat(recorded.lines())
                .filteredOn(line -> line.standing() == Standing.FORGOTTEN)
                .hasSize(2)
                .noneMatch(StatusReport.Line::needsAttention);
    }

    @Test
    void filesThatContradictEachOtherAreTold() {
        squash();
        project.script("0002_t2.sql", "CREATE TABLE t2 (a INTEGER);");
        LedgerException both = refused(ErrorCode.DUPLICATE, project::migrate);
        assertThat(both.what())
                .endsWith("0002_t2.sql: migration 0002 is replaced by "
                        + project.migrations().resolve("0003_schema.sql") + ", and its file is still here");
        project.delete("0002_t2.sql");

        project.script("0002.5_x.sql", "SELECT 1;");
        assertThat(refused(ErrorCode.BAD_DIRECTIVE, project::migrate).what()).contains("stands between");
        project.delete("0002.5_x.sql");

        project.script("0004_t4.sql", "-- ledger: replaces=0003,0004", "SELECT 1;");
        assertThat(refused(ErrorCode.BAD_DIRECTIVE, project::migrate).what()).contains("is replaced by");
        project.script("0004_t4.sql", "-- ledger: replaces=0005", "SELECT 1;");
        assertThat(refused(ErrorCode.BAD_DIRECTIVE, project::migrate).what()).contains("stands above it");
        project.script("0004_t4.sql", "SELECT 1;").script("R__x.sql", "-- ledger: replaces=0009", "SELECT 1;");
        assertThat(refused(ErrorCode.BAD_DIRECTIVE, project::migrate).what()).contains("repeatable");
        project.delete("R__x.sql");
        for (String wrong : List.of("", "0001..0003", "R__x", "billing:1", "1,1", "01,1")) {
            project.script("0004_t4.sql", "-- ledger: replaces=" + wrong, "SELECT 1;");
            refused(ErrorCode.BAD_DIRECTIVE, project::migrate);
        }
        project.script("0004_t4.sql", "SELECT 1;").script("0004_t4.down.sql", "-- ledger: replaces=0001", "SELECT 1;");
        refused(ErrorCode.BAD_DIRECTIVE, project::migrate);
    }

    @Test
    void aListThatIsCutOffIsAnError() {
        project.script(
                "0005_x.sql", "-- ledger: replaces=0001", "-- " + "x".repeat(16_400), "CREATE TABLE t5 (a INTEGER);");
        assertThat(refused(ErrorCode.BAD_DIRECTIVE, project::migrate).what()).contains("16384");
    }
}
