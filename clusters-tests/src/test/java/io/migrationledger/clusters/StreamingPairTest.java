package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.spi.Finding;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A primary of PostgreSQL dies in mid-run, the standby is promoted, and the same address finds it. */
class StreamingPairTest {
    private static final int POINTS = 8;
    private static final int LOSSES = 4;

    @Test
    void runsAgainOnThePromotedStandby() throws Exception {
        try (StreamingPair pair = new StreamingPair(true)) {
            FaultReport report = new NodeFaults("PostgreSQL, synchronous standby", pair)
                    .sample("primary killed, standby promoted", POINTS);
            assertThat(report.doubts()).isEmpty();
            assertThat(report.recoveredPoints()).isPositive();
        }
    }

    /** C-7. */
    @Test
    void losesEffectAndMarkTogetherWithTheTailOfAnAsynchronousPrimary() throws Exception {
        try (StreamingPair pair = new StreamingPair(false)) {
            NodeFaults faults = new NodeFaults("PostgreSQL, asynchronous standby", pair);
            Map<Integer, List<String>> stages = stages(pair);
            FaultReport report = new FaultReport(
                    "PostgreSQL, asynchronous standby",
                    "tail lost, standby promoted",
                    faults.calls(),
                    faults.calls() - 1);
            Random random = new Random(CrashBudget.seed());
            int losses = 0;
            int tries = CrashBudget.exhaustive() ? faults.calls() - 1 : LOSSES;
            for (int i = 0; i < tries; i++) {
                int cut = CrashBudget.exhaustive() ? i + 1 : 1 + random.nextInt(faults.calls() / 2);
                int kill = cut + 1 + random.nextInt(faults.calls() - cut);
                losses += loseTail(pair, faults, cut, kill, stages, report);
            }
            report.write();
            assertThat(losses)
                    .as("points at which an applied migration was lost")
                    .isPositive();
        }
    }

    /** Returns what is in the database after each number of migrations. */
    private static Map<Integer, List<String>> stages(StreamingPair pair) throws Exception {
        Map<Integer, List<String>> stages = new HashMap<>();
        try (CrashDatabase database = pair.newDatabase();
                Connection connection = database.connect()) {
            Migrator migrator =
                    Migrator.of(connection).source(pair.migrations()).build();
            stages.put(0, pair.dump(connection));
            while (migrator.migrate(MigrateOptions.ALL.limit(1)).completed().size() == 1) {
                stages.put(stages.size(), pair.dump(connection));
            }
        }
        return stages;
    }

    /** Returns 1 where a migration was lost that the primary had told to be applied. */
    private static int loseTail(
            StreamingPair pair,
            NodeFaults faults,
            int cut,
            int kill,
            Map<Integer, List<String>> stages,
            FaultReport report)
            throws Exception {
        String context = "cut off before call " + cut + ", killed before call " + kill;
        int[] told = {-1};
        try (CrashDatabase database = pair.newDatabase()) {
            CountedCalls counted = new CountedCalls((at, real) -> {
                if (at.equals(new CrashPoint(cut, CrashPoint.Moment.BEFORE))) {
                    pair.cutOff();
                }
                if (!at.equals(new CrashPoint(kill, CrashPoint.Moment.BEFORE))) {
                    return true;
                }
                told[0] = appliedOnPrimary(pair, real);
                pair.failOver();
                return false;
            });
            Connection real = database.connect();
            try {
                faults.migrate(counted.wrap(real));
                if (!counted.isBroken()) { // it made some calls less than the undisturbed one
                    told[0] = appliedOnPrimary(pair, real);
                    pair.failOver();
                }
            } catch (LedgerException e) {
                assertThat(counted.isBroken())
                        .as("%s: only the kill ends the run: %s", context, e)
                        .isTrue();
            }
            Breaker.CLIENT.breakOff(real);

            int kept;
            try (Connection promoted = database.connect()) {
                kept = applied(promoted);
                boolean partWay = kept == 0
                        || Ledger.of(promoted).state().migrations().stream()
                                .anyMatch(migration -> migration.unsettled());
                if (!partWay) {
                    assertThat(pair.dump(promoted))
                            .as("%s: effect and mark are lost together", context)
                            .isEqualTo(stages.get(kept));
                }
                faults.migrate(promoted);
            }
            faults.undisturbed().judge(database, context);
            report.recovered();
            return kept < told[0] ? 1 : 0;
        }
    }

    private static int appliedOnPrimary(StreamingPair pair, Connection run) throws Exception {
        try (Connection primary = pair.primary().connect(run.getCatalog())) {
            return applied(primary);
        }
    }

    private static int applied(Connection connection) throws Exception {
        if (Rows.first(connection, "SELECT to_regclass('migration_ledger')").equals("null")) {
            return 0;
        }
        List<LedgerEvent> applied = new ArrayList<>();
        for (LedgerEvent event : Ledger.of(connection).events()) {
            if (event instanceof LedgerEvent.Applied) {
                applied.add(event);
            }
        }
        return applied.size();
    }

    /** C-1, AU-50. */
    @Test
    void refusesAStandbyBeforeAnythingRuns() throws Exception {
        try (StreamingPair pair = new StreamingPair(false);
                CrashDatabase database = pair.newDatabase();
                Connection writing = database.connect();
                Connection standby = pair.standby().connect(writing.getCatalog())) {
            assertThatThrownBy(() -> Migrator.of(standby)
                            .source(pair.migrations())
                            .build()
                            .migrate())
                    .isInstanceOfSatisfying(LedgerException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.READ_ONLY);
                        assertThat(refused).hasMessageContaining("standby").hasMessageContaining("targetServerType");
                    });
            assertThat(DoctorSays.of(Finding.Topic.STANDBY, standby, pair.migrations()))
                    .singleElement()
                    .asString()
                    .startsWith("PROBLEM ")
                    .contains("standby");
            assertThat(pair.dump(writing)).isEmpty();
        }
    }
}
