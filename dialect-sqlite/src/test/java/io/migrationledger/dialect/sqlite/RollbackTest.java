package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.ValidationException;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking migrations back. */
class RollbackTest {
    @TempDir
    Path directory;

    SqliteProject project;

    /** Batches: 1, then 2 and 3, then 4. */
    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 4);
        project.migrate(MigrateOptions.ALL.limit(1));
        project.migrate(MigrateOptions.ALL.limit(2));
        project.migrate();
    }

    @Test
    void takesTheLastBatchBackUnlessToldOtherwise() throws Exception {
        assertThat(rollback(RollbackOptions.LAST_BATCH)).containsExactly("0004");
        assertThat(rollback(RollbackOptions.LAST_BATCH)).containsExactly("0003", "0002");
        assertThat(rollback(RollbackOptions.LAST_BATCH)).containsExactly("0001");
        assertThat(rollback(RollbackOptions.LAST_BATCH)).isEmpty();
        assertThat(project.tables()).isEmpty();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void takesANumberOfMigrationsBackNewestFirst() {
        assertThat(rollback(RollbackOptions.steps(2))).containsExactly("0004", "0003");
        assertThat(rollback(RollbackOptions.steps(99))).containsExactly("0002", "0001");
    }

    @Test
    void takesANumberOfBatchesBack() {
        assertThat(rollback(RollbackOptions.batches(2))).containsExactly("0004", "0003", "0002");
    }

    @Test
    void takesEverythingAboveAMigrationBack() {
        assertThat(rollback(RollbackOptions.to(MigrationId.of("2")))).containsExactly("0004", "0003");
        refused(ErrorCode.UNKNOWN_MIGRATION, () -> rollback(RollbackOptions.to(MigrationId.of("4"))));
    }

    @Test
    void whatWasBaselinedBelongsToNoBatchAndIsTakenBackByNameOnly() throws Exception {
        project = new SqliteProject(directory, "baselined.db");
        project.execute("CREATE TABLE t1 (a)", "CREATE TABLE t2 (a)");
        project.migrator().baseline(MigrationId.of("2"), "it was there before");
        assertThat(rollback(RollbackOptions.LAST_BATCH)).isEmpty();
        project.migrate();

        assertThat(rollback(RollbackOptions.batches(9))).containsExactly("0004", "0003");
        assertThat(project.tables()).containsExactly("t1", "t2");
        refused(ErrorCode.DECLARED, () -> rollback(RollbackOptions.steps(1)));
        assertThat(rollback(RollbackOptions.steps(1).withDeclared(Set.of(MigrationId.of("2")))))
                .containsExactly("0002");
    }

    @Test
    void theOrderIsThatOfApplyingAndNotOfTheIds() {
        project.script("0001.5_late.sql", "CREATE TABLE late (x);").script("0001.5_late.down.sql", "DROP TABLE late;");
        project.migrate(MigrateOptions.ALL.allowingOutOfOrder());

        assertThat(rollback(RollbackOptions.steps(2))).containsExactly("0001.5", "0004");
    }

    @Test
    void whatWasRolledBackIsAppliedAgain() throws Exception {
        rollback(RollbackOptions.steps(2));
        assertThat(project.standings()).containsEntry("0004", Standing.ROLLED_BACK);

        assertThat(project.migrate()).containsExactly("0003", "0004");
        assertThat(project.tables()).containsExactly("t1", "t2", "t3", "t4");
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void aFailureTakesNothingOfTheMigrationBackAndSaysWhatWasCompleted() throws Exception {
        project.script("0003_t3.down.sql", "DROP TABLE t3;", "BROKEN;");

        MigrationFailedException failed =
                catchThrowableOfType(MigrationFailedException.class, () -> rollback(RollbackOptions.steps(3)));

        assertThat(failed.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
        assertThat(failed.state()).contains("Nothing of this migration was rolled back");
        assertThat(failed.result().completed()).extracting(c -> c.id().value()).containsExactly("0004");
        assertThat(failed.result().failed().orElseThrow().id().value()).isEqualTo("0003");
        assertThat(failed.result().notRun()).containsExactly(MigrationId.of("2"));
        assertThat(project.tables()).containsExactly("t1", "t2", "t3");
        assertThat(project.standings()).containsEntry("0003", Standing.APPLIED);
        assertThat(project.migrate()).containsExactly("0004");

        project.script("0003_t3.down.sql", "DROP TABLE t3;");
        assertThat(rollback(RollbackOptions.steps(2))).containsExactly("0004", "0003");
    }

    @Test
    void whatHasNoDownScriptStopsTheRollbackBeforeItBegins() throws Exception {
        project.delete("0003_t3.down.sql");

        refused(ErrorCode.NO_DOWN_SCRIPT, () -> rollback(RollbackOptions.steps(2)));
        assertThat(project.tables()).hasSize(4);
        assertThat(rollback(RollbackOptions.steps(1))).containsExactly("0004");
    }

    @Test
    void whatHasNoFileStopsTheRollbackBeforeItBegins() throws Exception {
        project.delete("0003_t3.down.sql").delete("0003_t3.sql");

        refused(ErrorCode.MISSING_FILE, () -> rollback(RollbackOptions.steps(2)));
        assertThat(project.tables()).hasSize(4);
    }

    @Test
    void anEditedUpScriptIsStillTakenBack() {
        project.script("0004_t4.sql", "CREATE TABLE t4 (edited);");

        assertThat(rollback(RollbackOptions.steps(1))).containsExactly("0004");
        assertThat(project.migrate()).containsExactly("0004");
        assertThat(project.migrate()).isEmpty();
    }

    private static String view(String columns) {
        return "DROP VIEW IF EXISTS va; CREATE VIEW va AS SELECT " + columns + ";";
    }

    /** What ran again in the last batch is no reason to go back further. */
    private MigrateResult afterARerun(String... down) throws Exception {
        project = new SqliteProject(directory.resolve("again")).tables(1, 1);
        project.script("9_va.sql.ledger", "id=va", "runs=on-change").script("9_va.sql", view("a FROM t1"));
        if (down.length > 0) {
            project.script("9_va.down.sql", down).script("9_va.down.sql.ledger", "id=va");
        }
        assertThat(project.migrate()).containsExactly("0001", "va");
        project.execute("INSERT INTO t1 VALUES (7)");
        project.script("9_va.sql", view("a, 1 AS b FROM t1"));
        assertThat(project.migrate()).containsExactly("va");
        return project.migrator().rollback(RollbackOptions.LAST_BATCH);
    }

    @Test
    void aBatchOfNothingButARepeatableOneHoldsNothingToRollBack() throws Exception {
        MigrateResult result = afterARerun();

        assertThat(result.completed()).isEmpty();
        assertThat(project.tables()).containsExactly("t1");
        assertThat(result.notes())
                .containsExactly("batch 2 holds nothing to roll back, only what runs again when it changes or in every"
                        + " run: va; to go further back, give a number: batches 2, or steps 1");
        assertThat(project.migrator().plan(RollbackOptions.LAST_BATCH).notes()).isEqualTo(result.notes());
        assertThat(rollback(RollbackOptions.batches(2))).containsExactly("0001");
        assertThat(project.migrate()).containsExactly("0001", "va");
        assertThat(rollback(RollbackOptions.steps(1))).containsExactly("0001");
    }

    @Test
    void aRerunOfOneWithADownScriptDoesNotUndoItsFirstRun() throws Exception {
        MigrateResult result = afterARerun("DROP VIEW va;");

        assertThat(result.completed()).isEmpty();
        assertThat(result.notes()).hasSize(1);
        project.tables(2, 2).script("9_va.sql", view("a FROM t2"));
        assertThat(project.migrate()).containsExactly("0002", "va");

        assertThat(rollback(RollbackOptions.LAST_BATCH)).containsExactly("0002");
        assertThat(rollback(RollbackOptions.LAST_BATCH))
                .as("what ran again in a batch that was rolled back counts no more")
                .containsExactly("va", "0001");
        assertThat(project.migrate()).containsExactly("0001", "0002", "va");
    }

    @Test
    void whatRanAgainGoesBeforeWhatCameBetweenItsRuns() throws Exception {
        afterARerun("DROP VIEW va;");
        project.tables(2, 2).script("9_va.sql", view("a FROM t2"));
        project.migrate();

        assertThat(rollback(RollbackOptions.to(MigrationId.of("1")))).containsExactly("va", "0002");
        assertThat(project.migrate()).containsExactly("0002", "va");
        assertThat(rollback(RollbackOptions.ALL)).containsExactly("va", "0002", "0001");
    }

    @Test
    void whatHasNoDownScriptIsNotSaidToRequireWhatGoesWithIt() {
        project.script("0005_t5.sql", "-- ledger: requires=0004", "CREATE TABLE t5 (a INTEGER);");
        project.migrate();

        ValidationException refused =
                catchThrowableOfType(ValidationException.class, () -> rollback(RollbackOptions.steps(2)));
        assertThat(refused.problems()).extracting(Problem::code).containsExactly(ErrorCode.NO_DOWN_SCRIPT);
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        Optional<List<MigrationId>> any = Optional.empty();
        refused(
                ErrorCode.BAD_OPTION,
                () -> new RollbackOptions(1, 1, Optional.empty(), false, false, Set.of(), false, any));
        refused(
                ErrorCode.BAD_OPTION,
                () -> new RollbackOptions(0, 1, Optional.of(MigrationId.of("1")), false, false, Set.of(), false, any));
        refused(
                ErrorCode.BAD_OPTION,
                () -> new RollbackOptions(1, 0, Optional.empty(), true, false, Set.of(), false, any));
        refused(ErrorCode.BAD_OPTION, () -> RollbackOptions.steps(-1));
        refused(ErrorCode.BAD_OPTION, () -> RollbackOptions.batches(-1));
    }

    @Test
    void anInterruptedRollbackLeavesTheMigrationInEffectAndIsFinishedOrForgotten() throws Exception {
        for (List<String> next : List.of(List.of("migrate"), List.of("rollback"))) {
            crashWhile("DROP TABLE t4");
            assertThat(project.standings()).containsEntry("0004", Standing.INTERRUPTED);
            if (next.contains("migrate")) {
                assertThat(project.migrate()).isEmpty();
                assertThat(project.history()).endsWith("STARTED 0004", "FAILED/INTERRUPTED 0004");
                assertThat(project.standings()).containsEntry("0004", Standing.APPLIED);
            } else {
                assertThat(rollback(RollbackOptions.steps(1))).containsExactly("0004");
                assertThat(project.tables()).containsExactly("t1", "t2", "t3");
            }
        }
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    private void crashWhile(String statement) throws Exception {
        CountedCalls[] counted = new CountedCalls[1];
        counted[0] = new CountedCalls((point, real) -> {
            List<String> calls = counted[0].calls();
            boolean at = point.moment() == CrashPoint.Moment.AFTER
                    && calls.get(calls.size() - 1).equals(statement);
            if (at) {
                real.close();
            }
            return !at;
        });
        try (Connection connection = project.connect()) {
            Migrator migrator = Migrator.of(counted[0].wrap(connection))
                    .source(project.source())
                    .build();
            refused(ErrorCode.CONNECTION_LOST, () -> migrator.rollback(RollbackOptions.steps(1)));
        }
    }

    private List<String> rollback(RollbackOptions options) {
        MigrateResult result = project.migrator().rollback(options);
        return result.completed().stream().map(c -> c.id().value()).toList();
    }

    @Test
    void ofAClassNoScriptIsAskedFor() {
        JavaMigration code = new JavaMigration() {
            @Override
            public MigrationId id() {
                return MigrationId.of("0009");
            }

            @Override
            public String description() {
                return "by code";
            }

            @Override
            public String revision() {
                return "1";
            }

            @Override
            public void up(Connection connection) {}
        };
        Migrator migrator = project.builder().source(Migrations.java(code)).build();
        migrator.migrate();

        LedgerException refused = refused(ErrorCode.NO_DOWN_SCRIPT, () -> migrator.rollback(RollbackOptions.steps(1)));
        assertThat(refused.what()).contains("hasDown() of its class is false").doesNotContain("script");
        assertThat(refused.next()).startsWith("Write down() in the class, and let hasDown() return true, or roll back");
    }
}
