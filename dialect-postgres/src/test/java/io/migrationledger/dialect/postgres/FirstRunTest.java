package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import org.junit.jupiter.api.Test;

/** A first run in a schema that holds something already. */
class FirstRunTest extends PostgresTest {
    private static final String SCRIPT = "CREATE TABLE made (id integer)";

    private Migrator.Builder firstRun(String script) {
        return migrator(script).onExisting(OnExisting.REFUSE);
    }

    private static String refused(Migrator migrator) {
        LedgerException[] refused = new LedgerException[1];
        assertThatThrownBy(migrator::migrate)
                .isInstanceOfSatisfying(LedgerException.class, error -> refused[0] = error)
                .extracting(error -> ((LedgerException) error).code())
                .isEqualTo(ErrorCode.NOT_EMPTY);
        return refused[0].what();
    }

    @Test
    void everyKindOfObjectCounts() throws Exception {
        execute(
                "CREATE TABLE parted (id integer) PARTITION BY RANGE (id)",
                "CREATE TABLE part1 PARTITION OF parted FOR VALUES FROM (0) TO (9)",
                "CREATE VIEW seen AS SELECT 1 AS one",
                "CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one",
                "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                "CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'",
                "CREATE TYPE mood AS ENUM ('calm')",
                "CREATE TYPE pair AS (a integer, b integer)",
                "CREATE DOMAIN small AS integer");
        try (var session = new PostgresDialect().open(observer, io.migrationledger.spi.SessionOptions.DEFAULTS)) {
            assertThat(session.schemaObjects())
                    .extracting(Object::toString)
                    .containsExactly(
                            "domain small",
                            "function f",
                            "materialized view kept",
                            "procedure p",
                            "table parted",
                            "type mood",
                            "type pair",
                            "view seen");
        }
        assertThat(refused(firstRun(SCRIPT).build()))
                .contains("domain small, function f")
                .contains("and 3 more");
    }

    @Test
    void whatAnExtensionBringsDoesNotCount() throws Exception {
        execute("CREATE EXTENSION pgcrypto", "CREATE EXTENSION hstore");
        assertThat(firstRun(SCRIPT).build().migrate().completed()).hasSize(1);
    }

    @Test
    void onlyTheLedgersSchemaCounts() throws Exception {
        execute("CREATE SCHEMA other", "CREATE TABLE other.users (id integer)");
        assertThat(firstRun(SCRIPT).schema("apart").build().migrate().completed())
                .as("a schema that does not exist yet")
                .hasSize(1);
        assertThat(refused(firstRun("CREATE TABLE made2 (id integer)")
                        .schema("other")
                        .newLedger()
                        .build()))
                .endsWith("it holds table users");
    }

    @Test
    void runsWhereThatIsAskedFor() throws Exception {
        execute("CREATE TABLE flyway_schema_history (installed_rank integer)");
        assertThat(refused(firstRun(SCRIPT).build())).endsWith("flyway_schema_history is the history of Flyway");
        assertThat(firstRun(SCRIPT).onExisting(OnExisting.RUN).build().migrate().completed())
                .hasSize(1);
    }
}
