package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateResult;
import io.migrationledger.conformance.crash.EndState;
import io.migrationledger.conformance.fixture.CrashDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Two runs that start in one moment, each through a node of its own. */
final class TwoRunners {
    private final NodeFaults runs;
    private final int migrations;

    TwoRunners(NodeFaults runs, int migrations) {
        this.runs = runs;
        this.migrations = migrations;
    }

    /** Runs both; each migration must be executed by one of them, and the end be that of a run alone. */
    void run(CrashDatabase database, List<String> urls, EndState undisturbed, String context) throws Exception {
        CyclicBarrier start = new CyclicBarrier(urls.size());
        ExecutorService threads = Executors.newFixedThreadPool(urls.size());
        try {
            List<Future<MigrateResult>> ends = urls.stream()
                    .map(url -> threads.submit((Callable<MigrateResult>) () -> {
                        try (Connection connection =
                                DriverManager.getConnection(url, database.user(), database.password())) {
                            start.await(1, TimeUnit.MINUTES);
                            return runs.migrate(connection);
                        }
                    }))
                    .toList();
            int completed = 0;
            for (Future<MigrateResult> end : ends) {
                completed += end.get(3, TimeUnit.MINUTES).completed().size();
            }
            assertThat(completed)
                    .as("%s: migrations completed by both together", context)
                    .isEqualTo(migrations);
        } finally {
            threads.shutdownNow();
        }
        undisturbed.judge(database, context);
    }
}
