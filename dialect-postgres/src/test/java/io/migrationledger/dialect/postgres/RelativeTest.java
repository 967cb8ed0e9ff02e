package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.spi.Finding;
import io.migrationledger.testdb.Relative;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A relative of PostgreSQL is judged by what it does. */
class RelativeTest extends PostgresTest {
    private static final String[] SCRIPTS = {"CREATE TABLE one (a int); INSERT INTO one VALUES (1);"};

    private static final String[] DONE = {"migration_ledger", "migration_ledger_scripts", "one"};

    /** PostgreSQL under another name. */
    private static Relative relative() {
        return Relative.called("17.2")
                .sending("SELECT version()", "SELECT 'PostgreSQL 17.2-XB-2099.1 on x86_64'::text");
    }

    /** C-12. */
    @Test
    void oneThatDoesAsPostgresqlDoesIsMigrated() throws Exception {
        try (Connection real = database.connect()) {
            Migrator migrator = migrator(relative().seen(real), SCRIPTS).build();
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(migrator.examine(Set.of(), false)).anySatisfy(finding -> {
                assertThat(finding.topic()).isEqualTo(Finding.Topic.VERSIONS);
                assertThat(finding.what()).contains("XB-2099.1").contains("each run tries first");
            });
        }
        assertThat(query("SELECT a::text FROM one")).containsExactly("1");
        assertThat(tables()).containsExactlyInAnyOrder(DONE);
    }

    /** C-12. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rollback | commit | CREATE TABLE is still there",
                "' integer PRIMARY KEY,' | ' integer,' | takes one value twice",
                "CREATE UNIQUE INDEX | CREATE INDEX | does not come with the statement",
                "SELECT pg_try_advisory_lock( | SELECT 0 < abs( | does not show in pg_locks",
            })
    void oneThatDoesOtherwiseIsRefused(String statement, String instead, String words) throws Exception {
        refused(relative().sending(statement, instead), words);
    }

    /** As an engine does that rolls back what it makes, and not what it writes. */
    @Test
    void oneThatKeepsRowsIsRefused() throws Exception {
        refused(relative().sending("VALUES (3, 3)", "VALUES (3, 3); COMMIT"), "a row is still there");
    }

    private void refused(Relative relative, String words) throws SQLException {
        try (Connection real = database.connect()) {
            assertThatThrownBy(
                            () -> migrator(relative.seen(real), SCRIPTS).build().migrate())
                    .isInstanceOfSatisfying(LedgerException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.UNSUITABLE_DATABASE);
                        assertThat(e.what())
                                .contains("PostgreSQL 17.2-XB-2099.1")
                                .contains(words);
                        assertThat(e.next()).contains("writing-a-driver.md");
                    });
            assertThat(query(real, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                    .containsExactly("0");
        }
        assertThat(tables()).isEmpty();
    }

    /** What a crash of the trial leaves is gone after the next run, which finishes the job. The seed chooses every third call. */
    @Test
    void aTrialThatIsCutOffIsMadeAgain() throws Exception {
        CountedCalls counted = CountedCalls.counting();
        run(counted);
        List<String> calls = counted.calls();
        List<Integer> trial = IntStream.rangeClosed(1, calls.size())
                .filter(call -> calls.get(call - 1).contains("_trial"))
                .boxed()
                .toList();
        assertThat(trial).hasSize(8);
        int step = CrashBudget.exhaustive() ? 1 : 3;
        int first = trial.get(0) + (int) (CrashBudget.seed() % step);
        for (int call = first; call <= trial.get(trial.size() - 1); call += step) {
            execute("DROP TABLE " + String.join(", ", DONE));
            int at = call;
            assertThatThrownBy(() -> run(new CountedCalls((point, real) -> {
                        if (point.equals(new CrashPoint(at, CrashPoint.Moment.AFTER))) {
                            Breaker.CLIENT.breakOff(real);
                            return false;
                        }
                        return true;
                    })))
                    .as(calls.get(call - 1))
                    .isInstanceOf(Exception.class);
            run(CountedCalls.counting());
            assertThat(tables()).as(calls.get(call - 1)).containsExactlyInAnyOrder(DONE);
        }
    }

    /** As a first run is by itself: it would stop at anything that it finds. */
    private void run(CountedCalls calls) throws SQLException {
        try (Connection real = database.connect()) {
            Migrator.of(relative().seen(calls.wrap(real)))
                    .source(scripts(SCRIPTS))
                    .build()
                    .migrate();
        }
    }

    /** A table that somebody has by chance is neither dropped nor written. */
    @Test
    void aTableOfThatNameIsLeftAlone() throws Exception {
        execute("CREATE TABLE migration_ledger_trial (ledger_key int)");
        try (Connection real = database.connect()) {
            assertThatThrownBy(() ->
                            migrator(relative().seen(real), SCRIPTS).build().migrate())
                    .hasMessageContaining("migration_ledger_trial");
        }
        assertThat(tables()).containsExactly("migration_ledger_trial");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PostgreSQL 18.0 on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit",
                "PostgreSQL 16.1 (Debian 16.1-1.pgdg120+1) on x86_64-pc-linux-gnu, compiled by gcc 12.2.0, 64-bit",
                "PostgreSQL 14.9 (Ubuntu 14.9-0ubuntu0.22.04.1) on aarch64-unknown-linux-gnu, compiled by gcc 11.4.0, 64-bit",
                "PostgreSQL 15.4, compiled by Visual C++ build 1937, 64-bit",
                "PostgreSQL 18beta1 on x86_64-windows, compiled by msvc-19.43.34808, 64-bit",
            })
    void postgresqlIsNotTried(String product) {
        assertThat(Trial.isPostgresql(product)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CockroachDB CCL v24.1.0 (x86_64-pc-linux-gnu, built 2024/05/15 21:28:29, go1.22.2)",
                "PostgreSQL 15.2-YB-2.25.1.0-b0 on x86_64-pc-linux-gnu, compiled by clang version 17.0.6, 64-bit",
                "PostgreSQL 12.12 (Greenplum Database 7.0.0 build dev) on x86_64-pc-linux-gnu, compiled by gcc, 64-bit compiled on May 1",
                "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017, Redshift 1.0.12103",
            })
    void relativesAre(String product) {
        assertThat(Trial.isPostgresql(product)).isFalse();
    }

    private List<String> tables() throws SQLException {
        return query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'");
    }
}
