package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run costs, counted and not timed: calls of the database, rows read, files opened. */
class CountedTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000})
    void aStartWithNothingToDoIsOneQueryAndOneRowWhateverTheHistory(int applied) throws Exception {
        CountedSource source = new CountedSource(applied);
        migrator(source).baseline(MigrationId.of(Integer.toString(applied)), "a long history");
        Run run = run(source);

        assertThat(run.result.isUpToDate()).isTrue();
        assertThat(run.calls).hasSize(1);
        assertThat(run.calls.get(0)).startsWith("SELECT ").endsWith(" ORDER BY sequence DESC LIMIT 1");
        assertThat(plan(run.calls.get(0)))
                .as("one row by the index, whose rows for a namespace are in order: nothing is scanned or sorted")
                .containsExactly("SEARCH main.migration_ledger USING INDEX migration_ledger_namespace (namespace=?)");
    }

    @Test
    void aStartAfterAFailureOfWhatIsGoneIsOneQueryToo() throws Exception {
        project.tables(1, 2).migrate();
        project.script("0003_bad.sql", "BROKEN;");
        Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.delete("0003_bad.sql");
        Run run = run(project.source());

        assertThat(run.result.isUpToDate()).isTrue();
        assertThat(run.calls).hasSize(1);
    }

    @Test
    void scriptsThatChangeNothingOfTheSessionSendNothingForIt() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x);", "PRAGMA foreign_keys;")
                .script("0002_b.sql", "INSERT INTO a VALUES (1);", "CREATE INDEX temp ON a (x);")
                .script("0003_c.sql", "DROP INDEX temp;", "PRAGMA user_version;");
        List<String> calls = run(project.source()).calls;

        List<String> verbs = calls.stream().map(call -> call.split("[ \n]")[0]).toList();
        List<String> table = List.of( // the SELECT: are all triggers there?
                "BEGIN", "CREATE", "CREATE", "CREATE", "CREATE", "CREATE", "SELECT");
        List<String> scripts = List.of("CREATE", "CREATE", "CREATE", "CREATE", "SELECT");
        List<String> expected = new ArrayList<>(List.of("SELECT")); // for the lock
        expected.add(0, "SELECT"); // is there something to do?
        expected.addAll(List.of("SELECT", "SELECT")); // the same under the lock, and the newest event of all
        expected.addAll(List.of("SELECT", "SELECT", "SELECT")); // a ledger elsewhere? is it empty?
        expected.addAll(table);
        expected.addAll(scripts);
        expected.addAll(List.of("INSERT", "INSERT", "COMMIT")); // the first script, and that it began
        expected.addAll(List.of("BEGIN", "CREATE", "PRAGMA", "INSERT", "INSERT", "COMMIT"));
        expected.addAll(List.of("BEGIN", "INSERT", "CREATE", "INSERT", "INSERT", "COMMIT"));
        expected.addAll(List.of("BEGIN", "DROP", "PRAGMA", "INSERT", "COMMIT"));
        assertThat(verbs).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 50})
    void nPendingMigrationsCommitAtMostNPlusTwoTimes(int pending) throws Exception {
        Run first = run(new CountedSource(pending));
        assertThat(first.result.completed()).hasSize(pending);
        assertThat(first.commits()).isLessThanOrEqualTo(pending + 2);

        Run second = run(new CountedSource(2 * pending));
        assertThat(second.result.completed()).hasSize(pending);
        assertThat(second.commits()).isLessThanOrEqualTo(pending + 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 50})
    void andAfterACrashTooWhereverItWas(int pending) throws Exception {
        int calls = run(new CountedSource(pending)).calls.size();
        for (int at = 1; at <= calls; at += Math.max(1, calls / 12)) {
            SqliteProject crashed = new SqliteProject(directory, "crash" + at + ".db");
            crash(crashed, new CountedSource(pending), at);
            project = crashed;
            Run again = run(new CountedSource(pending));
            int left = again.result.completed().size();
            assertThat(again.commits())
                    .as("crash at call %d, %d left", at, left)
                    .isLessThanOrEqualTo(left + 2);
            assertThat(crashed.ledger().verify().isIntact()).isTrue();
            assertThat(run(new CountedSource(pending)).calls).hasSize(1);
        }
    }

    @Test
    void filesAreOpenedAConstantNumberOfTimes() throws Exception {
        CountedSource fresh = new CountedSource(30);
        run(fresh);
        assertThat(fresh.opened()).as("scanned, checked, kept and run").containsOnly(4);

        CountedSource again = new CountedSource(30);
        run(again);
        assertThat(again.opened()).as("scanned").containsOnly(1);

        CountedSource more = new CountedSource(40);
        run(more);
        assertThat(more.opened().subList(0, 30)).containsOnly(1);
        assertThat(more.opened().subList(30, 40)).containsOnly(4);
    }

    @Test
    void planningAndValidatingTenThousandFilesTakesTenTimesTheStepsOfAThousand() throws Exception {
        Steps thousand = planAndValidate(1_000);
        Steps tenThousand = planAndValidate(10_000);

        assertThat(tenThousand.opened).isEqualTo(10 * thousand.opened);
        assertThat(tenThousand.calls)
                .as("plan and validate each read the 4,500 events more by pages of 500")
                .isEqualTo(thousand.calls + 2 * 4_500 / 500);
        assertThat(tenThousand.bytesPerFile())
                .as("no file is read more often for having more neighbours")
                .isLessThan(1.2 * thousand.bytesPerFile());
        assertThat(tenThousand.allocated)
                .as("bytes allocated, most of them by comparing and digesting ids: n log n at most")
                .isLessThan(15 * thousand.allocated);
    }

    private record Steps(int files, int opened, int calls, long read, long allocated) {
        double bytesPerFile() {
            return (double) read / files;
        }
    }

    /** Half of the files are in effect, half are pending. */
    private Steps planAndValidate(int files) throws Exception {
        project = new SqliteProject(directory, files + ".db");
        migrator(new CountedSource(files)).baseline(MigrationId.of(Integer.toString(files / 2)), "half");
        CountedSource source = new CountedSource(files);
        CountedCalls counted = CountedCalls.counting();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (Connection connection = project.connect()) {
            Migrator migrator =
                    Migrator.of(counted.wrap(connection)).source(source).build();
            assertThat(migrator.plan(MigrateOptions.ALL).migrations()).hasSize(files / 2);
            assertThat(migrator.validate()).isEmpty();
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        int opened = source.opened().stream().mapToInt(Integer::intValue).sum();
        return new Steps(files, opened, counted.calls().size(), source.read(), allocated);
    }

    private Migrator migrator(MigrationSource source) {
        return Migrator.of(project.url(), new Properties()).source(source).build();
    }

    private Run run(MigrationSource source) throws Exception {
        CountedCalls counted = CountedCalls.counting();
        try (Connection connection = project.connect()) {
            MigrateResult result =
                    Migrator.of(counted.wrap(connection)).source(source).build().migrate();
            return new Run(result, counted.calls());
        }
    }

    private static void crash(SqliteProject project, MigrationSource source, int call) throws Exception {
        CountedCalls counted = new CountedCalls((point, real) -> {
            boolean over = point.call() == call;
            if (over) {
                real.close();
            }
            return !over;
        });
        try (Connection connection = project.connect()) {
            Migrator.of(counted.wrap(connection)).source(source).build().migrate();
        } catch (LedgerException e) {
            assertThat(counted.isBroken()).isTrue();
        }
    }

    private List<String> plan(String query) throws Exception {
        List<String> details = new ArrayList<>();
        try (Connection connection = project.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
            while (row.next()) {
                details.add(row.getString("detail"));
            }
        }
        return details;
    }

    private record Run(MigrateResult result, List<String> calls) {
        /** Statements outside a transaction commit by themselves. */
        int commits() {
            int commits = 0;
            boolean open = false;
            for (String call : calls) {
                if (call.startsWith("BEGIN")) {
                    open = true;
                } else if (call.equals("COMMIT")) {
                    open = false;
                    commits++;
                } else if (!open && call.startsWith("INSERT")) {
                    commits++;
                }
            }
            return commits;
        }
    }
}
