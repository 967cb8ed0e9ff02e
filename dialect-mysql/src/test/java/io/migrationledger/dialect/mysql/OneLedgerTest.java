package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.migration.MigrationId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever puts the ledger out of sight: no second one is begun, and nothing runs twice. */
class OneLedgerTest {
    private static final String HITS = "CREATE TABLE IF NOT EXISTS hits (n INT); INSERT INTO hits VALUES (1);";

    private static LedgerException stopped(ThrowingCallable run) {
        LedgerException error = catchThrowableOfType(LedgerException.class, run);
        assertThat(error).as("it went on").isNotNull();
        assertThat(error.code()).as("%s", error).isEqualTo(ErrorCode.LEDGER_ELSEWHERE);
        return error;
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aTableThatWasRenamedIsFound(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.migrator(HITS).migrate();
            bench.sql.execute("RENAME TABLE migration_ledger TO migration_ledger_old");
            LedgerException error = stopped(() -> bench.migrator(HITS).migrate());
            assertThat(error.what())
                    .contains("table migration_ledger_old (")
                    .contains("the newest: APPLIED default:0001");
            assertThat(error.next()).contains("name it: Migrator.Builder.table(\"migration_ledger_old\").");
            assertThat(bench.rows("SELECT n FROM hits")).containsExactly("1");
            assertThat(bench.rows("SHOW TABLES LIKE 'migration%'"))
                    .containsExactly("migration_ledger_old", "migration_ledger_scripts");
            assertThat(bench.builder(HITS).newLedger().build().migrate().notes())
                    .anySatisfy(note -> assertThat(note).contains("their names belong to another table"));
            assertThat(bench.builder(HITS)
                            .table("migration_ledger_old")
                            .build()
                            .migrate()
                            .isUpToDate())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void anotherSpellingOfTheTableIsFound(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.migrator(HITS).migrate();
            Migrator other = bench.builder(HITS).table("Migration_Ledger").build();
            boolean ignoresCase = !bench.rows("SELECT @@lower_case_table_names").equals(java.util.List.of("0"));
            if (ignoresCase) {
                assertThat(other.migrate().isUpToDate()).isTrue();
            } else {
                assertThat(stopped(other::migrate).next()).contains("Migrator.Builder.table(\"migration_ledger\").");
            }
            assertThat(bench.rows("SELECT n FROM hits")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void anotherSpellingOfTheDatabaseIsFoundAndAnotherTenantIsNot(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.migrator(HITS).migrate();
            String other = bench.database.name().toUpperCase(java.util.Locale.ROOT);
            String tenant = bench.database.name() + "_tenant";
            bench.sql.execute("CREATE DATABASE IF NOT EXISTS " + Name.quote(other));
            bench.sql.execute("CREATE DATABASE " + Name.quote(tenant));
            try {
                String url = bench.database.url(route.client());
                Migrator spelled = bench.at(url.replace("/" + bench.database.name(), "/" + other), HITS);
                if (bench.rows("SELECT @@lower_case_table_names").contains("0")) {
                    LedgerException error = stopped(spelled::migrate);
                    assertThat(error.what()).contains("in database " + bench.database.name() + " (");
                    assertThat(error.next())
                            .contains("the database " + bench.database.name() + " in the data source's address");
                }
                Migrator elsewhere = bench.at(url.replace("/" + bench.database.name(), "/" + tenant), HITS);
                assertThat(elsewhere.migrate().completed()).hasSize(1);
            } finally {
                bench.sql.execute("DROP DATABASE " + Name.quote(tenant));
                if (!bench.rows("SELECT DATABASE()").contains(other)) {
                    bench.sql.execute("DROP DATABASE IF EXISTS " + Name.quote(other));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void nothingSaysThatThereIsNoLedger(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.migrator(HITS).migrate();
            Migrator moved = bench.builder(HITS).table("history").build();
            stopped(() -> moved.rollback(RollbackOptions.LAST_BATCH));
            stopped(() -> moved.baseline(MigrationId.of("default", "0001"), "because"));
            stopped(() -> moved.ledger().verify());
            stopped(() -> moved.ledger().events());
            assertThat(moved.validate()).extracting(Problem::code).containsExactly(ErrorCode.LEDGER_ELSEWHERE);
            assertThat(moved.status().problems()).extracting(Problem::code).containsExactly(ErrorCode.LEDGER_ELSEWHERE);
            assertThat(bench.rows("SHOW TABLES LIKE 'history'")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aLedgerOfItsOwnAsksOnce(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.migrator(HITS).migrate();
            assertThat(bench.builder(HITS)
                            .table("history")
                            .newLedger()
                            .build()
                            .migrate()
                            .completed())
                    .hasSize(1);
            assertThat(bench.builder(HITS).table("history").build().migrate().isUpToDate())
                    .isTrue();
            assertThat(bench.migrator(HITS).migrate().isUpToDate()).isTrue();
        }
    }
}
