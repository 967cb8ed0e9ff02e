package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import io.migrationledger.event.EventType;
import io.migrationledger.event.MigrationState;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RB-1. A rollback that did not end: the same command again finishes it, and undoes nothing that was not meant. */
class RollbackAgainTest {
    private static final String[] BACK = {"rollback", "--steps", "2", "--yes"};

    @TempDir
    Path directory;

    private int places;

    enum Engine {
        SQLITE,
        POSTGRES,
        MARIADB
    }

    private record Place(String url, String user, String password, AutoCloseable end) implements AutoCloseable {
        <T> T ask(Function<Ledger, T> question) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                return question.apply(Ledger.of(connection));
            }
        }

        @Override
        public void close() throws Exception {
            end.close();
        }
    }

    private Place place(Engine engine) {
        places++;
        if (engine == Engine.SQLITE) {
            Path file = directory.resolve("shop" + places + ".db");
            return new Place("jdbc:sqlite:" + file, "", "", () -> {});
        }
        TestDatabase database = (engine == Engine.POSTGRES ? TestServers.POSTGRES : TestServers.MARIADB)
                .get()
                .newDatabase();
        String url = database.url(engine == Engine.POSTGRES ? JdbcClient.POSTGRESQL : JdbcClient.MARIADB);
        return new Place(url, database.user(), database.password(), database);
    }

    private Workplace begun(Place place) {
        Workplace at = new Workplace(directory.resolve("at" + places));
        for (int i = 1; i <= 5; i++) {
            at.migration(
                    "000" + i + "_t" + i + ".sql",
                    "CREATE TABLE t" + i + " (id int);\nINSERT INTO t" + i + " VALUES (1);\n");
            at.migration("000" + i + "_t" + i + ".down.sql", "DELETE FROM t" + i + ";\nDROP TABLE t" + i + ";\n");
        }
        assertThat(run(place, at, "migrate", "--to", "2").code()).isZero();
        assertThat(run(place, at, "migrate").code()).isZero();
        return at;
    }

    private static Workplace.Result run(Place place, Workplace at, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = CuttingDriver.before(place.url());
        at.environment("LEDGER_USER", place.user()).environment("LEDGER_PASSWORD", place.password());
        return at.run(all);
    }

    private static List<String> inEffect(Place place) throws SQLException {
        return place.ask(ledger -> ledger.state().migrations().stream()
                .filter(MigrationState::isInEffect)
                .map(state -> state.id().value())
                .toList());
    }

    private static long rolledBack(Place place) throws SQLException {
        return place.ask(ledger -> ledger.events().stream()
                .filter(event -> event.type() == EventType.ROLLED_BACK)
                .count());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theSameCommandFinishesItWhereverItWasCut(Engine engine) throws Exception {
        int calls;
        try (Place place = place(engine);
                CuttingDriver.Cut counted = CuttingDriver.at(Moment.AFTER, 0, call -> true)) {
            Workplace at = begun(place);
            int before = counted.met();
            assertThat(run(place, at, BACK).code()).isZero();
            calls = counted.met() - before;
            assertThat(inEffect(place)).containsExactly("0001", "0002", "0003");
        }
        Random random = new Random(CrashBudget.seed());
        int step = CrashBudget.exhaustive() ? 1 : 2;
        int wentOn = 0;
        for (int number = 1 + random.nextInt(step); number <= calls; number += step) {
            Moment moment = random.nextBoolean() ? Moment.AFTER : Moment.BEFORE;
            String context = moment + " call " + number + " of " + calls + " (" + CrashBudget.SEED_PROPERTY
                    + CrashBudget.seed() + ")";
            try (Place place = place(engine)) {
                Workplace at = begun(place);
                Workplace.Result result;
                try (CuttingDriver.Cut cut = CuttingDriver.at(moment, number, call -> true)) {
                    result = run(place, at, BACK);
                    assertThat(cut.isCut()).as(context).isTrue();
                }
                if (result.code() != 0 && !isDone(result, place, context)) {
                    long before = rolledBack(place);
                    result = run(place, at, BACK);
                    assertThat(result.code()).as(context + "\n" + result).isZero();
                    wentOn += before > 0 ? 1 : 0;
                }
                assertThat(inEffect(place)).as(context + "\n" + result).containsExactly("0001", "0002", "0003");
                assertThat(rolledBack(place)).as(context).isEqualTo(2);
                assertThat(run(place, at, "verify").code()).as(context).isZero();
                assertThat(run(place, at, "migrate").code()).as(context).isZero();
            }
        }
        assertThat(wentOn).as("cut between the two").isPositive();
    }

    /** Where nobody can know whether the last COMMIT took effect, the advice is to look first. */
    private static boolean isDone(Workplace.Result result, Place place, String context) throws Exception {
        boolean look = result.err().contains("Where it is not, the rollback is done");
        boolean done = inEffect(place).size() == 3;
        boolean open = place.ask(
                ledger -> ledger.state().unfinishedRollback(List.of("main")).isPresent());
        assertThat(!done || open || look || result.err().contains("and the ledger says so"))
                .as(context + ": to run it again would undo too much\n" + result)
                .isTrue();
        return done && !open;
    }

    @Test
    void aBatchIsFinishedAndNotTheOneBeforeIt() throws Exception {
        try (Place place = place(Engine.SQLITE)) {
            Workplace at = begun(place);
            at.migration("0004_t4.down.sql", "DROP TABLE nowhere;\n");
            Workplace.Result failed = run(place, at, "rollback", "--yes");
            assertThat(failed.code()).isNotZero();
            assertThat(inEffect(place)).containsExactly("0001", "0002", "0003", "0004");

            at.migration("0004_t4.down.sql", "DROP TABLE t4;\n");
            Workplace.Result again = run(place, at, "rollback", "--yes");

            assertThat(again.out() + again.err())
                    .contains("the last rollback did not end: this one finishes it, and undoes nothing beyond it");
            assertThat(inEffect(place)).containsExactly("0001", "0002");
        }
    }

    /** What the failure advises is the plain command: it means what was begun, and not the batch. */
    @Test
    void thePlainCommandAfterAFailureMeansWhatWasBegun() throws Exception {
        try (Place place = place(Engine.SQLITE)) {
            Workplace at = begun(place);
            at.migration("0005_t5.down.sql", "DROP TABLE nowhere;\n");
            Workplace.Result failed = run(place, at, "rollback", "--steps", "1", "--yes");
            assertThat(failed.err()).contains("ledger rollback");
            at.migration("0005_t5.down.sql", "DROP TABLE t5;\n");
            assertThat(run(place, at, "rollback", "--yes").code()).isZero();
            assertThat(inEffect(place)).containsExactly("0001", "0002", "0003", "0004");
            // That one has ended. The next one is a new one.
            assertThat(run(place, at, "rollback", "--yes").code()).isZero();
            assertThat(inEffect(place)).containsExactly("0001", "0002");
        }
    }

    @Test
    void whatNamesItsEndOrCountsAnewIsTakenAtItsWord() throws Exception {
        try (Place place = place(Engine.SQLITE)) {
            Workplace at = begun(place);
            at.migration("0005_t5.down.sql", "DROP TABLE nowhere;\n");
            assertThat(run(place, at, "rollback", "--steps", "1", "--yes").code())
                    .isNotZero();
            at.migration("0005_t5.down.sql", "DROP TABLE t5;\n");
            assertThat(run(place, at, BACK).code()).as("nothing was undone").isZero();
            assertThat(inEffect(place)).containsExactly("0001", "0002", "0003");

            at.migration("0002_t2.down.sql", "DROP TABLE nowhere;\n");
            assertThat(run(place, at, BACK).code()).isNotZero();
            at.migration("0002_t2.down.sql", "DROP TABLE t2;\n");
            assertThat(run(place, at, "rollback", "--all", "--yes").code()).isZero();
            assertThat(inEffect(place)).isEmpty();
        }
    }

    /** Two programs in one database: neither is stopped by the other's rollback, nor led too far. */
    @Test
    void eachProgramHasItsOwn() throws Exception {
        try (Place place = place(Engine.SQLITE)) {
            Workplace at = begun(place);
            at.file("b/0001_b.sql", "CREATE TABLE b1 (id int);\n")
                    .file("b/0001_b.down.sql", "DROP TABLE b1;\n")
                    .file("b/0002_b.sql", "CREATE TABLE b2 (id int);\n")
                    .file("b/0002_b.down.sql", "DROP TABLE nowhere;\n");
            assertThat(run(place, at, "migrate", "--dir", "b=b").code()).isZero();
            at.migration("0004_t4.down.sql", "DROP TABLE nowhere;\n");
            assertThat(run(place, at, BACK).code()).isNotZero();

            String[] other = {"rollback", "--steps", "1", "--yes", "--dir", "b=b"};
            Workplace.Result failed = run(place, at, other);
            assertThat(failed.err()).contains("nowhere").doesNotContain("did not end");

            at.migration("0004_t4.down.sql", "DROP TABLE t4;\n");
            assertThat(run(place, at, BACK).code()).isZero();
            assertThat(inEffect(place)).containsExactly("0001", "0002", "0003", "0001", "0002");
            at.file("b/0002_b.down.sql", "DROP TABLE b2;\n");
            assertThat(run(place, at, other).code()).isZero();
            assertThat(inEffect(place)).containsExactly("0001", "0002", "0003", "0001");
        }
    }

    /** Whoever migrates after a rollback that did not end has given it up. */
    @Test
    void aMigrationThatIsAppliedSinceEndsIt() throws Exception {
        try (Place place = place(Engine.SQLITE)) {
            Workplace at = begun(place);
            at.migration("0004_t4.down.sql", "DROP TABLE nowhere;\n");
            assertThat(run(place, at, "rollback", "--yes").code()).isNotZero();
            assertThat(run(place, at, "migrate").code()).isZero();
            assertThat(run(place, at, "rollback", "--yes").out()).doesNotContain("did not end");
            assertThat(inEffect(place)).containsExactly("0001", "0002", "0003", "0004");
        }
    }

    /** To go on with it would undo what the baseline stands on. */
    @Test
    void aBaselineSinceEndsIt() throws Exception {
        try (Place place = place(Engine.SQLITE)) {
            Workplace at = begun(place);
            at.migration("0004_t4.down.sql", "DROP TABLE nowhere;\n");
            assertThat(run(place, at, "rollback", "--yes").code()).isNotZero();
            at.migration("0004_t4.down.sql", "DROP TABLE t4;\n");
            assertThat(run(place, at, "baseline", "0005", "--reason", "made by hand")
                            .code())
                    .isZero();

            Workplace.Result again = run(place, at, "rollback", "--steps", "1", "--yes");

            assertThat(again.err()).contains("0005").doesNotContain("did not end");
            assertThat(inEffect(place)).containsExactly("0001", "0002", "0003", "0004", "0005");
        }
    }
}
