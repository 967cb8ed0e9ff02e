package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.OnExisting;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a procedure does to the ledger's table cannot be read before it runs, and commits: it is found out and said. */
class LostTableTest {
    private static final String FIRST = "CREATE TABLE t (n INT);";

    private static LedgerException failed(ErrorCode code, Bench bench, String... scripts) {
        LedgerException error = catchThrowableOfType(
                LedgerException.class,
                () -> bench.builder(scripts)
                        .onExisting(OnExisting.REFUSE)
                        .build()
                        .migrate());
        assertThat(error).isNotNull();
        assertThat(error.code()).as("%s", error).isEqualTo(code);
        return error;
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aTableThatWasRenamedIsSaidToBeGoneAndCanBePutBack(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE PROCEDURE hides() RENAME TABLE migration_ledger TO old");
            bench.builder(FIRST).build().migrate();
            String bad = "INSERT INTO t VALUES (1);\nCALL hides();\nINSERT INTO t VALUES (2);";
            LedgerException error = failed(ErrorCode.LEDGER_GONE, bench, FIRST, bad);
            assertThat(error.what())
                    .contains(
                            "`migration_ledger` is gone: noticed at 0002_test.sql:2; that statement, what ran before it or");
            assertThat(error.state()).startsWith("What had committed by then stays as it is");
            assertThat(error.next()).contains("put it back");
            assertThat(failed(ErrorCode.LEDGER_ELSEWHERE, bench, FIRST, bad).next())
                    .contains("Migrator.Builder.table(\"old\").");

            bench.sql.execute("RENAME TABLE old TO migration_ledger");
            failed(ErrorCode.IN_DOUBT, bench, FIRST, bad);
            assertThat(bench.rows("SELECT n FROM t")).containsExactly("1");
            assertThat(bench.migrator(FIRST).ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aTableThatWasDroppedIsNotBegunAnew(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE PROCEDURE drops() DROP TABLE migration_ledger");
            bench.builder(FIRST).build().migrate();
            String bad = "CALL drops();\nINSERT INTO t VALUES (2);";
            LedgerException error = failed(ErrorCode.LEDGER_GONE, bench, FIRST, bad);
            assertThat(error.what()).contains("0002_test.sql:1");
            assertThat(bench.rows("SHOW TABLES LIKE 'migration_ledger'")).isEmpty();
            failed(ErrorCode.NOT_EMPTY, bench, FIRST, bad);
            assertThat(bench.rows("SELECT n FROM t")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aTableThatTakesNothingAnyMoreIsNamed(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE PROCEDURE alters() ALTER TABLE migration_ledger DROP COLUMN hash");
            bench.builder(FIRST).build().migrate();
            LedgerException error = failed(ErrorCode.LEDGER_CHANGED, bench, FIRST, "CALL alters();");
            assertThat(error.what()).contains("0002_test.sql:1").contains("hash");
            failed(ErrorCode.LEDGER_CHANGED, bench, FIRST, "CALL alters();");
        }
    }

    /** MySQL tells of these as HY000. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aColumnWithoutADefaultAndACheckAreNamed(Route route) throws Exception {
        for (String alters : List.of(
                "ADD COLUMN more INT NOT NULL",
                "MODIFY os_user VARCHAR(250) CHARACTER SET latin1 NOT NULL, ADD CONSTRAINT c CHECK (migration <> '0002' OR event IN ('STARTED', 'STEP'))")) {
            try (Bench bench = new Bench(route)) {
                bench.sql.execute("CREATE PROCEDURE alters() ALTER TABLE migration_ledger " + alters);
                bench.builder(FIRST).build().migrate();
                boolean checks = route.isMariadb() || !alters.contains("CHECK"); // MySQL before 8.0.16 reads no CHECK
                if (checks) {
                    LedgerException error = failed(ErrorCode.LEDGER_CHANGED, bench, FIRST, "CALL alters();");
                    assertThat(error.what()).contains("noticed at ").contains("0002_test.sql:1");
                }
            }
        }
    }
}
