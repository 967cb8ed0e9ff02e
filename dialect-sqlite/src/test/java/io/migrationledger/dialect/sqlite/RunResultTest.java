package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.ValidationException;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.LockHolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run's result tells, and what a run says of the one before it and to those that wait for it. */
class RunResultTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 2);
    }

    @Test
    void aRunTellsItsBatchItsTimeAndWhatItCompleted() {
        project.migrate(MigrateOptions.ALL.limit(1));
        project.tables(3, 3);
        long before = System.nanoTime();
        MigrateResult result = project.migrator().migrate();
        Duration around = Duration.ofNanos(System.nanoTime() - before);

        assertThat(result.direction()).isEqualTo(Direction.UP);
        assertThat(result.batch()).isEqualTo(2);
        assertThat(result.completed())
                .extracting(done -> done.id() + " " + done.description() + " " + done.statements())
                .containsExactly("0002 t2 1", "0003 t3 1");
        assertThat(result.failed()).isEmpty();
        assertThat(result.notRun()).isEmpty();
        assertThat(result.notes()).isEmpty();
        Duration each = result.completed().stream()
                .map(MigrateResult.Completed::elapsed)
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(each).isPositive().isLessThanOrEqualTo(result.elapsed());
        assertThat(result.elapsed()).isLessThanOrEqualTo(around);
        assertThat(project.ledger().events())
                .filteredOn(event ->
                        event instanceof LedgerEvent.Applied && event.header().batch() == 2)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.header().elapsed())
                        .isBetween(Duration.ZERO, Duration.ofNanos(System.nanoTime() - before)));
    }

    @Test
    void aRunThatFailsTellsAsMuch() {
        project.migrate();
        project.script("0003_bad.sql", "BROKEN;").tables(4, 4);
        long before = System.nanoTime();
        MigrateResult result = catchThrowableOfType(MigrationFailedException.class, project::migrate)
                .result();

        assertThat(result.batch()).isEqualTo(2);
        assertThat(result.elapsed()).isPositive().isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - before));
        assertThat(result.isUpToDate()).isFalse();
        assertThat(result.failed().orElseThrow().description()).isEqualTo("bad");
        assertThat(result.failed().orElseThrow().statements()).isEqualTo(1);
        assertThat(result.notRun()).containsExactly(MigrationId.of("4"));
    }

    @Test
    void aRunWithNothingToDoTellsTheNewestEventAndWroteNone() {
        project.migrate();
        MigrateResult result = project.migrator().migrate();

        assertThat(result.isUpToDate()).isTrue();
        assertThat(result.batch()).isZero();
        assertThat(result.newest().orElseThrow().sequence()).isEqualTo(4);
        assertThat(result.elapsed()).isBetween(Duration.ZERO, Duration.ofHours(1));
        MigrateResult rollback = project.migrator().rollback(RollbackOptions.steps(0));
        assertThat(rollback.isUpToDate()).as("of no step").isFalse();
    }

    @Test
    void aRollbackWithNothingToDoWroteNothing() {
        MigrateResult result = project.migrator().rollback(RollbackOptions.LAST_BATCH);

        assertThat(result.direction()).isEqualTo(Direction.DOWN);
        assertThat(result.isUpToDate()).isTrue();
        assertThat(result.batch()).isZero();
        assertThat(result.head()).isEmpty();
        assertThat(project.history()).isEmpty();
    }

    /** What was found out of a run that was cut off is recorded, also where the next one must not begin. */
    @Test
    void whatWasCutOffIsSettledWhereTheRestIsRefused() throws Exception {
        project.script("0003_two.sql", "-- ledger: transaction=none", "INSERT INTO t1 VALUES (1);", "DELETE FROM t1;");
        cut("INSERT INTO t1", Migrator::migrate);
        project.script("0004_bad.sql", "ATTACH 'x' AS x;");
        assertThat(catchThrowableOfType(
                        ValidationException.class, () -> project.migrator().plan(MigrateOptions.ALL)))
                .isNotNull();
        assertThat(project.history()).last().isNotEqualTo("FAILED/INTERRUPTED 0003");

        assertThat(catchThrowableOfType(ValidationException.class, project::migrate))
                .isNotNull();
        assertThat(project.history()).endsWith("FAILED/INTERRUPTED 0003");
        project.delete("0004_bad.sql");
        assertThat(project.migrate()).containsExactly("0003");
    }

    @Test
    void aRunThatOnlySettlesWhatWasCutOffHasABatch() throws Exception {
        project.migrate();
        cut("DROP TABLE t2", migrator -> migrator.rollback(RollbackOptions.steps(1)));

        MigrateResult result = project.migrator().migrate();

        assertThat(result.isUpToDate()).isTrue();
        assertThat(result.batch()).isEqualTo(3);
        assertThat(result.head().orElseThrow().sequence()).isEqualTo(6);
        assertThat(result.notes())
                .containsExactly(
                        "the rollback of migration 0002 was cut off in an earlier run: nothing of that attempt had taken effect");
        assertThat(project.history()).endsWith("STARTED 0002", "FAILED/INTERRUPTED 0002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO t1 VALUES (1) | 0 | nothing of that attempt had taken effect",
                "INSERT INTO t1 VALUES (2) | 1 | of its 3 statements the first had taken effect",
                "INSERT INTO t1 VALUES (3) | 2 | of its 3 statements the first 2 had taken effect"
            })
    void theRunAfterACutTellsHowFarTheOneBeforeCame(String statement, int done, String far) throws Exception {
        project.script(
                "0003_three.sql",
                "-- ledger: transaction=none",
                "INSERT INTO t1 VALUES (1);",
                "INSERT INTO t1 VALUES (2);",
                "INSERT INTO t1 VALUES (3);");
        cut(statement, Migrator::migrate);
        List<String> heard = new ArrayList<>();

        MigrateResult result = project.builder()
                .listener(new MigrationListener() {
                    @Override
                    public void interrupted(MigrationId id, int statements) {
                        heard.add(id + " after " + statements);
                    }

                    @Override
                    public void warning(String text) {
                        heard.add(text);
                    }
                })
                .build()
                .migrate();

        String note = "migration 0003 was cut off in an earlier run: " + far
                + "; before that, the run had applied 0001, 0002";
        assertThat(result.notes()).containsExactly(note);
        assertThat(heard).containsExactly("0003 after " + done, note);
        assertThat(result.completed().get(0).resumedAfter()).isEqualTo(done);
        assertThat(project.query("SELECT a FROM t1 ORDER BY 1")).containsExactly("1", "2", "3");
    }

    @Test
    void theRunAfterACutThatIsInDoubtSaysSo() throws Exception {
        project.migrate();
        project.script("0003_copy.sql", "VACUUM INTO '" + directory.resolve("copy.db") + "';");
        cut("VACUUM INTO", Migrator::migrate);
        List<String> heard = new ArrayList<>();
        MigrationListener listener = new MigrationListener() {
            @Override
            public void warning(String text) {
                heard.add(text);
            }
        };

        refused(ErrorCode.IN_DOUBT, project.builder().listener(listener).build()::migrate);

        assertThat(project.history()).endsWith("STEP 0003", "FAILED/INTERRUPTED 0003");
    }

    /** At its second statement, the holder is told from one that is at its first, or that has ended. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"started | , at migration 0003 ", "vacuum | , at migration 0003, statement 2 ", "finished | "})
    void whoWaitsIsToldWhereTheHolderIs(String at, String where) {
        project.script("0003_vacuum.sql", "INSERT INTO t1 VALUES (1);", "VACUUM;");
        List<LedgerException> waited = new ArrayList<>();
        Runnable wait = () -> waited.add(refused(
                ErrorCode.LOCK_TIMEOUT,
                () -> project.builder().lockTimeout(Duration.ZERO).build().rollback(RollbackOptions.ALL)));
        project.builder()
                .listener(new MigrationListener() {
                    @Override
                    public void started(Migration migration, Direction direction, int statements, int resumed) {
                        look("started", migration);
                    }

                    @Override
                    public void statementStarted(Migration migration, int number, int line, String text) {
                        look(text.equals("VACUUM") ? "vacuum" : "", migration);
                    }

                    @Override
                    public void finished(Migration migration, Direction direction, Duration elapsed) {
                        look("finished", migration);
                    }

                    private void look(String moment, Migration migration) {
                        if (moment.equals(at) && migration.id().equals(MigrationId.of("3"))) {
                            wait.run();
                        }
                    }
                })
                .build()
                .migrate();

        assertThat(waited).hasSize(1);
        String holder = "process " + ProcessHandle.current().pid();
        assertThat(waited.get(0).what()).contains(holder + (where == null ? "" : where.stripTrailing()) + ", since ");
    }

    @Test
    void toWaitForOthersIsNoPartOfARun() throws Exception {
        long[] released = new long[1];
        LedgerSession held = project.ledger().lock(Duration.ZERO);
        MigrateResult result = project.builder()
                .listener(new MigrationListener() {
                    @Override
                    public void waitingForLock(LockHolder holder, Duration waited) {
                        released[0] = System.nanoTime();
                        held.close();
                    }
                })
                .build()
                .migrate();

        assertThat(result.elapsed()).isLessThan(Duration.ofNanos(System.nanoTime() - released[0]));
    }

    @Test
    void aTargetThatNoFileHasIsRefusedBeforeAnythingRuns() throws Exception {
        refused(ErrorCode.UNKNOWN_MIGRATION, () -> project.migrate(MigrateOptions.ALL.to(MigrationId.of("9"))));
        assertThat(project.tables()).isEmpty();
    }

    @FunctionalInterface
    private interface Run {
        void of(Migrator migrator);
    }

    private void cut(String statement, Run run) throws Exception {
        CountedCalls[] counted = new CountedCalls[1];
        counted[0] = new CountedCalls((point, real) -> {
            boolean here = point.moment() == Moment.AFTER
                    && counted[0].calls().get(point.call() - 1).startsWith(statement);
            if (here) {
                real.close();
            }
            return !here;
        });
        try (Connection connection = project.connect()) {
            Migrator migrator = Migrator.of(counted[0].wrap(connection))
                    .source(project.source())
                    .build();
            refused(ErrorCode.CONNECTION_LOST, () -> run.of(migrator));
        }
    }
}
