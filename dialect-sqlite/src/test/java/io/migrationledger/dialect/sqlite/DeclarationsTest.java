package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.Resolution;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people declare: baselines and accepted edits. */
class DeclarationsTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @Test
    void aBaselineDeclaresEverythingUpToAnIdWithoutRunningIt() throws Exception {
        project.tables(1, 3);
        List<LedgerEvent> events = project.migrator().baseline(MigrationId.of("2"), "it was there before");

        assertThat(events).extracting(LedgerEvent::origin).containsOnly(Origin.BASELINED);
        assertThat(((LedgerEvent.Applied) events.get(0)).reason()).contains("it was there before");
        assertThat(project.tables()).isEmpty();
        assertThat(project.migrate()).containsExactly("0003");
        assertThat(project.tables()).containsExactly("t3");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Tag("slow")
    @Test
    void aBaselineOfThousandsIsOneTransaction() {
        for (int i = 1; i <= 2_000; i++) {
            project.script("%04d_x.sql".formatted(i), "SELECT " + i + ";");
        }

        assertThat(project.migrator().baseline(MigrationId.of("2000"), "moved")).hasSize(2_000);
        assertThat(project.migrate()).isEmpty();
        assertThat(project.ledger().verify().events()).isEqualTo(2_000);
    }

    @Test
    void aBaselineOfWhatIsInEffectDeclaresNothing() {
        project.tables(1, 2).migrate();

        refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.migrator().baseline(MigrationId.of("2"), "again"));
    }

    @Test
    void aBaselineOfAFailedMigrationThatLeftNothingPutsItIntoEffect() {
        project.script("0001_bad.sql", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        project.migrator().baseline(MigrationId.of("1"), "made by hand");

        assertThat(project.standings()).containsEntry("0001", Standing.APPLIED);
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void aBaselineDoesNotSettleAPartWayMigrationUnderhand() {
        project.script("0001_half.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "BROKEN;")
                .tables(2, 2);
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        refused(ErrorCode.UNSETTLED, () -> project.migrator().baseline(MigrationId.of("2"), "all there"));
        assertThat(project.standings()).containsEntry("0001", Standing.PART_WAY);
    }

    @Test
    void aRepeatableMigrationIsNotBaselined() {
        project.tables(1, 2).script("R__view.sql", "CREATE VIEW v AS SELECT 1;");

        refused(ErrorCode.BAD_OPTION, () -> project.migrator().baseline(MigrationId.of("R__view"), "there"));
        assertThat(project.history()).isEmpty();
    }

    @Test
    void aDeclarationNeedsAReason() {
        project.tables(1, 1);

        refused(ErrorCode.BAD_OPTION, () -> project.migrator().baseline(MigrationId.of("1"), " "));
        refused(ErrorCode.BAD_OPTION, () -> project.migrator().accept(MigrationId.of("1"), ""));
    }

    @Test
    void anEditedFileIsRefusedUntilItIsAccepted() {
        project.tables(1, 1).migrate();
        project.script("0001_t1.sql", "CREATE TABLE t1 (a INTEGER); -- a comment")
                .tables(2, 2);
        refused(ErrorCode.EDITED, project::migrate);
        assertThat(project.standings()).containsEntry("0001", Standing.CHANGED);

        LedgerEvent accepted = project.migrator().accept(MigrationId.of("1"), "only a comment");

        assertThat(accepted.origin()).isEqualTo(Origin.ACCEPTED);
        assertThat(project.standings()).containsEntry("0001", Standing.APPLIED);
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void onlyAnEditOfWhatIsInEffectCanBeAccepted() {
        project.tables(1, 1);
        Migrator migrator = project.migrator();
        refused(ErrorCode.NOTHING_TO_DECLARE, () -> migrator.accept(MigrationId.of("1"), "why"));
        project.migrate();
        refused(ErrorCode.NOTHING_TO_DECLARE, () -> migrator.accept(MigrationId.of("1"), "why"));
        refused(ErrorCode.UNKNOWN_MIGRATION, () -> migrator.accept(MigrationId.of("7"), "why"));
    }

    @Test
    void anAcceptedEditDoesNotMakeAnOldMigrationTheNewestToRollBack() throws Exception {
        project.tables(1, 2).migrate(MigrateOptions.ALL.limit(1));
        project.migrate();
        project.script("0001_t1.sql", "CREATE TABLE t1 (a INTEGER); -- a comment");
        project.migrator().accept(MigrationId.of("1"), "only a comment");

        project.migrator().rollback(RollbackOptions.LAST_BATCH);

        assertThat(project.tables()).containsExactly("t1");
    }

    @Test
    void anEditCannotBeAcceptedWhileTheMigrationIsPartWayRolledBack() {
        project.tables(1, 1).migrate();
        project.script("0001_t1.down.sql", "-- ledger: transaction=none", "SELECT 1;", "BROKEN;");
        project.script("0001_t1.sql", "-- ledger: transaction=none", "CREATE TABLE t1 (a INTEGER);");
        project.migrator().accept(MigrationId.of("1"), "so that its down script runs statement by statement");
        refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.LAST_BATCH));
        assertThat(project.standings()).containsEntry("0001", Standing.PART_WAY);
        project.script("0001_t1.sql", "CREATE TABLE t1 (a INTEGER); -- edited");

        refused(ErrorCode.UNSETTLED, () -> project.migrator().accept(MigrationId.of("1"), "only a comment"));
        assertThat(project.standings()).containsEntry("0001", Standing.PART_WAY);
    }

    @Test
    void aBaselineByMistakeIsUndone() throws Exception {
        project.tables(1, 3);
        project.migrator().baseline(MigrationId.of("3"), "the wrong number");
        refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.resolve("0003", false));

        List<LedgerEvent> events = project.migrator().undoBaseline(MigrationId.of("3"), "it has the schema of 0002");

        assertThat(events).singleElement().isInstanceOfSatisfying(LedgerEvent.RolledBack.class, event -> {
            assertThat(event.origin()).isEqualTo(Origin.RESOLVED);
            assertThat(event.reason()).contains("it has the schema of 0002");
        });
        assertThat(project.migrate()).containsExactly("0003");
        assertThat(project.tables()).containsExactly("t3");
        refused(
                ErrorCode.NOTHING_TO_DECLARE,
                () -> project.migrator().undoBaseline(MigrationId.of("3"), "it has been run since"));
    }

    @Test
    void allBaselinesAreUndoneAndWhatWasRunStays() {
        project.tables(1, 4);
        project.migrator().baseline(MigrationId.of("2"), "the wrong database");
        project.script("0002_t2.sql", "CREATE TABLE t2 (edited);");
        project.migrator().accept(MigrationId.of("2"), "an edit does not make it run");
        project.migrate();

        assertThat(project.migrator().undoBaseline("main", "the wrong database"))
                .extracting(event -> event.id().value())
                .containsExactly("0001", "0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.standings())
                .containsEntry("0003", Standing.APPLIED)
                .containsEntry("0001", Standing.ROLLED_BACK);
        refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.migrator().undoBaseline("main", "again"));
        refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.migrator().undoBaseline("billing", "another"));
        refused(ErrorCode.BAD_OPTION, () -> project.migrator().undoBaseline("main", " "));
    }

    /** It dropped a table that a person had made. */
    @Test
    void aDownScriptIsNotRunAgainstWhatWasBaselined() throws Exception {
        project.tables(1, 3);
        project.execute("CREATE TABLE t1 (made_by_hand)", "CREATE TABLE t2 (made_by_hand)");
        project.migrator().baseline(MigrationId.of("2"), "made by hand");
        project.migrate();

        LedgerException error = refused(ErrorCode.DECLARED, () -> rollback(RollbackOptions.steps(2)));
        assertThat(error.what()).contains("migration 0002 was declared as in effect and never run here");
        assertThat(error.next())
                .contains("Migrator.undoBaseline(MigrationId.of(\"0002\"), reason)")
                .contains("withDeclared(Set.of(MigrationId.of(\"0002\")))");
        refused(ErrorCode.DECLARED, () -> project.migrator().plan(RollbackOptions.steps(2)));
        assertThat(project.tables()).containsExactly("t1", "t2", "t3");

        assertThat(rollback(RollbackOptions.ALL)).containsExactly("0003");
        assertThat(project.tables()).containsExactly("t1", "t2");
        refused(ErrorCode.DECLARED, () -> rollback(RollbackOptions.to(MigrationId.of("1"))));
        assertThat(rollback(RollbackOptions.LAST_BATCH)).isEmpty();
        Set<MigrationId> named = Set.of(MigrationId.of("2"));
        assertThat(rollback(RollbackOptions.steps(1).withDeclared(named))).containsExactly("0002");
        assertThat(project.tables()).containsExactly("t1");
        refused(
                ErrorCode.UNKNOWN_MIGRATION,
                () -> rollback(RollbackOptions.LAST_BATCH.withDeclared(Set.of(MigrationId.of("9")))));
        assertThat(rollback(RollbackOptions.ALL.withDeclared(Set.of(MigrationId.of("1")))))
                .containsExactly("0001");
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void aRollbackOfADeclaredOneThatWasCutOffIsFinishedByAPlainOne() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x);")
                .script("0001_a.down.sql", "-- ledger: transaction=none", "DROP TABLE a;", "DROP TABLE b;");
        project.execute("CREATE TABLE a (x)");
        project.migrator().baseline(MigrationId.of("1"), "made by hand");
        Set<MigrationId> named = Set.of(MigrationId.of("1"));
        refused(ErrorCode.STATEMENT_FAILED, () -> rollback(RollbackOptions.ALL.withDeclared(named)));
        project.execute("CREATE TABLE b (x)");

        assertThat(rollback(RollbackOptions.LAST_BATCH)).containsExactly("0001");
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void aRollbackOfJustWhatWasAskedAbout() throws Exception {
        project.tables(1, 2).migrate();
        List<MigrationId> asked = List.of(MigrationId.of("2"), MigrationId.of("1"));
        RollbackOptions options = RollbackOptions.LAST_BATCH.exactly(asked);
        project.tables(3, 3).migrate();

        refused(ErrorCode.FENCED, () -> rollback(options));
        assertThat(project.tables()).containsExactly("t1", "t2", "t3");
        assertThat(rollback(RollbackOptions.steps(1).exactly(List.of(MigrationId.of("3")))))
                .containsExactly("0003");
        assertThat(rollback(options)).containsExactly("0002", "0001");
    }

    private List<String> rollback(RollbackOptions options) {
        return project.migrator().rollback(options).completed().stream()
                .map(completed -> completed.id().value())
                .toList();
    }

    @Test
    void aDeclarationWaitsForTheLock() {
        project.tables(1, 1);
        try (LedgerSession held = project.ledger().lock(Duration.ZERO)) {
            refused(
                    ErrorCode.LOCK_TIMEOUT,
                    () -> project.builder().lockTimeout(Duration.ZERO).build().baseline(MigrationId.of("1"), "there"));
            assertThat(held.state().head()).isEmpty();
        }
    }

    @Test
    void whatCannotBeDeclaredSaysHowItStandsAndWhatToDo() {
        project.tables(1, 3);
        project.migrator().baseline(MigrationId.of("1"), "there");
        project.migrate();
        LedgerException run = refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.resolve("0002", true));
        assertThat(run.what()).isEqualTo("migration 0002 is not failed, part-way or in doubt");
        assertThat(run.next()).startsWith("Nothing needs to be resolved");
        assertThat(refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.resolve("0001", true))
                        .next())
                .contains("'Migrator.undoBaseline(MigrationId.of(\"0001\"), reason)'");
        LedgerException undo = refused(
                ErrorCode.NOTHING_TO_DECLARE, () -> project.migrator().undoBaseline(MigrationId.of("0002"), "why"));
        assertThat(undo.what()).isEqualTo("migration 0002 is not in effect by a baseline");
        assertThat(undo.next()).startsWith("Nothing needs to be undone");
        assertThat(refused(
                                ErrorCode.NOTHING_TO_DECLARE,
                                () -> project.migrator().accept(MigrationId.of("0002"), "why"))
                        .what())
                .isEqualTo("migration 0002 has not been edited since it was applied");
        refused(ErrorCode.BAD_OPTION, () -> project.migrator().forgetMissing(" "));
        refused(
                ErrorCode.BAD_OPTION,
                () -> project.migrator().resolve(new Resolution(MigrationId.of("2"), true, OptionalInt.empty(), " ")));
    }

    @Test
    void whatIsUnsettledIsNamedAsWhatItIs() {
        project.script("0001_half.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        assertThat(refused(ErrorCode.UNSETTLED, () -> project.migrator().baseline(MigrationId.of("1"), "there"))
                        .what())
                .isEqualTo("migration 0001 is part-way");

        SqliteProject doubtful = new SqliteProject(directory.resolve("doubtful"));
        doubtful.script("0001_copy.sql", "VACUUM INTO '/no/such/directory/copy.db';");
        refused(ErrorCode.IN_DOUBT, doubtful::migrate);
        assertThat(refused(ErrorCode.UNSETTLED, () -> doubtful.migrator().baseline(MigrationId.of("1"), "there"))
                        .what())
                .isEqualTo("migration 0001 is in doubt");
    }

    @Test
    void aBaselineThatIsPartWayRolledBackIsNotUndoneInPassing() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x);")
                .script("0001_a.down.sql", "-- ledger: transaction=none", "DROP TABLE a;", "DROP TABLE b;");
        project.execute("CREATE TABLE a (x)");
        project.migrator().baseline(MigrationId.of("1"), "made by hand");
        refused(
                ErrorCode.STATEMENT_FAILED,
                () -> rollback(RollbackOptions.ALL.withDeclared(Set.of(MigrationId.of("1")))));

        refused(ErrorCode.UNSETTLED, () -> project.migrator().undoBaseline(MigrationId.of("1"), "a mistake"));
        assertThat(project.standings()).containsEntry("0001", Standing.PART_WAY);
    }

    @Test
    void whatAPersonSaysToBeAppliedIsTheFileAsItIsNow() {
        project.script("0001_bad.sql", "CREATE TABLE a (x);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.script("0001_bad.sql", "CREATE TABLE a (x);", "CREATE TABLE b (x);");

        project.resolve("1", true);

        assertThat(project.standings()).containsEntry("0001", Standing.APPLIED);
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void acceptingWhatRanAsAnEmptyScriptWarnsThatItRunsNothing() {
        project.script("0001_later.sql", "-- to be filled").tables(2, 2).migrate();
        project.script("0001_later.sql", "CREATE TABLE later (x);").script("0002_t2.sql", "CREATE TABLE t2 (b);");
        List<String> warnings = new ArrayList<>();
        Migrator migrator = project.builder()
                .listener(new MigrationListener() {
                    @Override
                    public void warning(String text) {
                        warnings.add(text);
                    }
                })
                .build();

        migrator.accept(MigrationId.of("0002"), "made so by hand");
        assertThat(warnings).isEmpty();
        migrator.accept(MigrationId.of("0001"), "made by hand");
        assertThat(warnings)
                .containsExactly(
                        "the run of migration 0001 that is recorded had 0 statements: what is in its file now has"
                                + " not run, and accepting it runs nothing");
    }

    @Test
    void aFailureThatLeftNothingMayBeSaidToHaveLeftNothing() {
        project.script("0001_bad.sql", "CREATE TABLE a (x);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(project.resolve("1", false).header().done()).isZero();
        assertThat(project.standings()).containsEntry("0001", Standing.FAILED);
    }
}
