package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said after the connection was cut: true, and no failure where there may be none. */
class CrashWordsTest extends PostgresTest {
    private static final String[] SCRIPTS = {
        "CREATE TABLE a (i int);",
        "CREATE TABLE b (i int);\nCREATE INDEX CONCURRENTLY c ON b (i);\nINSERT INTO b VALUES (1);",
        "CREATE TABLE d (i int);"
    };

    private static final MigrationId ID = MigrationId.of("default", "0002");

    private final List<String> warnings = new ArrayList<>();
    private final MigrationListener listener = new MigrationListener() {
        @Override
        public void warning(String text) {
            warnings.add(text);
        }
    };

    @Test
    void anAnswerToCommitThatIsLostIsNoFailureAndTheNextRunTellsWhatTookEffect() throws Exception {
        migrator(SCRIPTS[0]).build().migrate();
        LedgerException cut = cutAt("commit"::equals, Moment.AFTER, SCRIPTS[0], SCRIPTS[2]);

        assertThat(cut.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(cut.what())
                .contains("0002_number_2.sql: the connection was lost while migration default:0002 was committed")
                .doesNotContain("failed");
        assertThat(cut.state())
                .isEqualTo("COMMIT was sent and its answer did not come: it may have taken effect, or not.");

        MigrateResult next = migrator(SCRIPTS[0], SCRIPTS[2]).build().migrate();
        assertThat(next.isUpToDate()).isTrue();
        assertThat(next.newest().orElseThrow()).isInstanceOf(LedgerEvent.Applied.class);
        assertThat(next.newest().orElseThrow().id()).isEqualTo(ID);
    }

    @Test
    void theRunAfterTheCutSaysWhatTheOneBeforeHadApplied() throws Exception {
        migrator(SCRIPTS[0]).build().migrate();
        String last = "CREATE TABLE e (i int);";
        cutAt("commit"::equals, Moment.AFTER, SCRIPTS[0], SCRIPTS[2], last);
        MigrateResult next = migrator(SCRIPTS[0], SCRIPTS[2], last)
                .listener(listener)
                .build()
                .migrate();
        assertThat(next.completed()).hasSize(1);
        assertThat(warnings)
                .containsExactly(
                        "migration default:0003 was cut off in an earlier run: nothing of that attempt had taken effect;"
                                + " before that, the run had applied default:0002");
    }

    @Test
    void noStatementIsBlamedThatWasNeverSent() throws Exception {
        migrator(SCRIPTS[0]).build().migrate();
        LedgerException cut = cutAt("setAutoCommit"::equals, Moment.BEFORE, SCRIPTS[0], SCRIPTS[2]);
        assertThat(cut.what())
                .contains(
                        "0002_number_2.sql:1: the connection was lost before statement 1 of migration default:0002 was"
                                + " sent");
        assertThat(cut.state()).isEqualTo("Nothing of this migration is in effect: nothing was committed.");
        assertThat(((MigrationFailedException) cut)
                        .result()
                        .failed()
                        .orElseThrow()
                        .failure()
                        .statement())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aCutAtTheUnlockLeavesTheResultStanding(Moment moment) throws Exception {
        CountedCalls calls = breakingAt(text -> text.startsWith("SELECT pg_advisory_unlock("), moment);
        try (Connection connection = database.connect()) {
            MigrateResult result = migrator(calls.wrap(connection), SCRIPTS[0])
                    .listener(listener)
                    .build()
                    .migrate();
            assertThat(result.completed()).hasSize(1);
        }
        assertThat(calls.isBroken()).isTrue();
        assertThat(warnings)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("the connection was lost after everything was done");
        assertThat(migrator(SCRIPTS[0]).build().migrate().isUpToDate()).isTrue();
    }

    /** Every second call of a run, before and after: what is said is what the next run finds. */
    @ParameterizedTest
    @EnumSource
    void whatIsSaidIsTrueWhereverTheConnectionIsCut(Moment moment) throws Exception {
        int said = 0;
        for (int n = moment == Moment.BEFORE ? 1 : 2; n < 200; n += 2) {
            try (TestDatabase fresh = TestServers.postgres().newDatabase()) {
                int cutAfter = n;
                CountedCalls calls = new CountedCalls((point, real) -> {
                    if (point.call() != cutAfter || point.moment() != moment) {
                        return true;
                    }
                    Breaker.CLIENT.breakOff(real);
                    return false;
                });
                @Nullable LedgerException error;
                try (Connection connection = fresh.connect()) {
                    Migrator migrator =
                            migrator(calls.wrap(connection), SCRIPTS).build();
                    error = catchThrowableOfType(LedgerException.class, migrator::migrate);
                }
                if (!calls.isBroken()) {
                    assertThat(said).isGreaterThan(7);
                    return;
                }
                said += checkWords(fresh, error, calls.calls().get(n - 1)) ? 1 : 0;
            }
        }
        throw new AssertionError("a run without end");
    }

    private static boolean checkWords(TestDatabase fresh, @Nullable LedgerException error, String call) {
        Properties properties = new Properties();
        properties.setProperty("user", fresh.user());
        properties.setProperty("password", fresh.password());
        Migrator again =
                Migrator.of(fresh.url(), properties).source(scripts(SCRIPTS)).build();
        MigrateResult next = again.migrate();
        List<LedgerEvent> events = again.ledger().events();
        List<LedgerEvent> interrupted = events.stream()
                .filter(event -> event.origin() == Origin.INTERRUPTED)
                .toList();
        assertThat(next.notes().stream().anyMatch(note -> note.contains("was cut off")))
                .as(call)
                .isEqualTo(!interrupted.isEmpty());
        if (error == null) {
            assertThat(next.isUpToDate()).as(call).isTrue();
            return false;
        }
        if (!(error instanceof MigrationFailedException failed)) {
            return false;
        }
        assertThat(error.code()).as("%s: %s", call, error).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(error.what()).as(call).contains("the connection was lost").doesNotContain("failed");
        if (failed.result().failed().isEmpty()) {
            assertThat(error.state()).as(call).isEqualTo("It is applied, and the ledger says so.");
            return true;
        }
        MigrationId id = failed.result().failed().get().id();
        int done = interrupted.isEmpty() ? 0 : interrupted.get(0).header().done();
        if (error.state().contains("Nothing after that was committed")
                || error.state().contains("nothing was committed")) {
            assertThat(done)
                    .as("%s: %s", call, error)
                    .isEqualTo(failed.result().failed().get().done());
        }
        if (error.state().startsWith("All its statements took effect")) {
            assertThat(done).as(call).isEqualTo(id.equals(ID) ? 3 : 1);
        }
        return true;
    }

    @Test
    void aRunThatIsAtWorkIsToldFromOneThatWasCutOff() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        MigrationListener waiting = new MigrationListener() {
            @Override
            public void statementDone(Migration migration, int number, int statements) {
                if (number == 2) {
                    inside.countDown();
                    try {
                        looked.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        };
        CompletableFuture<MigrateResult> run =
                meanwhile(() -> migrator(SCRIPTS).listener(waiting).build().migrate());
        inside.await();
        Migrator looker = migrator(SCRIPTS).listener(listener).build();
        assertThat(looker.status().lines().get(1).standing()).isEqualTo(Standing.RUNNING);
        assertThat(looker.status().lines().get(1).unfinished().orElseThrow().now())
                .startsWith("A run is working on it now: session ");
        assertThat(looker.plan(MigrateOptions.ALL).notes())
                .hasSize(1)
                .first()
                .asString()
                .contains("is running now", "read without its lock");
        looked.countDown();
        run.join();
    }

    @Test
    void aRunThatWasCutOffIsCalledSo() throws Exception {
        cutAt(text -> text.startsWith("CREATE INDEX"), Moment.AFTER, SCRIPTS);
        await("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", "0");
        Migrator looker = migrator(SCRIPTS).listener(listener).build();
        assertThat(looker.status().lines().get(1).standing()).isEqualTo(Standing.INTERRUPTED);
        assertThat(looker.status().lines().get(1).unfinished().orElseThrow().now())
                .isEqualTo("No run is working on it.");
        assertThat(looker.validate()).isEmpty();
        assertThat(warnings)
                .containsExactly(
                        "migration default:0002 was cut off, and no run is at work: the next run finds out how far it came,"
                                + " and goes on from there; whether statement 2 took effect is found out then");
        // The plan says as much and no more; the run finds that statement 2 took effect.
        assertThat(looker.plan(MigrateOptions.ALL).notes()).isEqualTo(warnings);
        assertThat(looker.plan(MigrateOptions.ALL).migrations().get(0).resumesAfter())
                .isEqualTo(1);
        MigrateResult next = looker.migrate();
        assertThat(next.completed().get(0).resumedAfter()).isEqualTo(2);
        assertThat(next.notes())
                .contains("migration default:0002 was cut off in an earlier run: of its 3 statements the first 2"
                        + " had taken effect; before that, the run had applied default:0001");
    }

    private LedgerException cutAt(Predicate<String> call, Moment moment, String... scripts) throws Exception {
        CountedCalls calls = breakingAt(call, moment);
        try (Connection connection = database.connect()) {
            Migrator migrator = migrator(calls.wrap(connection), scripts).build();
            LedgerException error = catchThrowableOfType(LedgerException.class, migrator::migrate);
            assertThat(error).isNotNull();
            return error;
        }
    }

    private static CountedCalls breakingAt(Predicate<String> call, Moment moment) {
        List<CountedCalls> self = new ArrayList<>();
        boolean[] met = new boolean[1];
        CountedCalls counted = new CountedCalls((point, real) -> {
            boolean here = call.test(self.get(0).calls().get(point.call() - 1)) && point.moment() == moment;
            if (here && !met[0]) {
                met[0] = true;
                Breaker.CLIENT.breakOff(real);
                return false;
            }
            return true;
        });
        self.add(counted);
        return counted;
    }
}
