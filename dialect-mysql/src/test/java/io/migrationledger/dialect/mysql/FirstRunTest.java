package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.OnExisting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A first run in a database that holds something already. */
class FirstRunTest {
    private static final String SCRIPT = "CREATE TABLE made (id INT)";

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void stopsAndSaysWhatIsThere(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE users (id INT)");
            bench.sql.execute("CREATE VIEW seen AS SELECT 1 AS one");
            bench.sql.execute("CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1");
            bench.sql.execute("CREATE PROCEDURE p() SELECT 1");
            assertThatThrownBy(() -> bench.builder(SCRIPT)
                            .onExisting(OnExisting.REFUSE)
                            .build()
                            .migrate())
                    .isInstanceOfSatisfying(LedgerException.class, error -> {
                        assertThat(error.code()).isEqualTo(ErrorCode.NOT_EMPTY);
                        assertThat(error.what()).endsWith("it holds function f, procedure p, table users, view seen");
                    });
            assertThat(bench.rows("SHOW TABLES LIKE 'm%'")).isEmpty();
            assertThat(bench.builder(SCRIPT)
                            .onExisting(OnExisting.RUN)
                            .build()
                            .migrate()
                            .completed())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void theLedgersOwnTableDoesNotCount(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            try (var session = bench.session()) {
                session.createLedgerTable(); // and there the run was cut off
            }
            assertThat(bench.builder(SCRIPT)
                            .onExisting(OnExisting.REFUSE)
                            .build()
                            .migrate()
                            .completed())
                    .hasSize(1);
        }
    }
}
