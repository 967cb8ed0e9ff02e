package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.ValidationException;
import io.migrationledger.migration.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What stands in scripts, and what stands before the driver. */
class InputsTest extends PostgresTest {

    @Test
    void aDollarQuoteThatBeginsWithABraceIsNoPlaceholder() throws Exception {
        migrator(
                        "CREATE TABLE conf (doc jsonb, tags int[], name text);"
                                + "INSERT INTO conf VALUES ($${\"a\": 1}$$, $${1,2}$$, $q$${owner}$q$);"
                                + "COMMENT ON TABLE conf IS $${owner}$$;",
                        "COPY conf (name) FROM stdin;\n${owner} ${undefined}\n\\.\n",
                        "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT '${owner} ${$}{owner}'::text $$;")
                .placeholder("owner", "me")
                .build()
                .migrate();

        assertThat(query("SELECT name FROM conf ORDER BY doc NULLS LAST"))
                .containsExactly("me", "${owner} ${undefined}");
        assertThat(query("SELECT tags::text FROM conf WHERE doc IS NOT NULL")).containsExactly("{1,2}");
        assertThat(query("SELECT obj_description('conf'::regclass)")).containsExactly("{owner}");
        assertThat(query("SELECT f()")).containsExactly("me ${owner}");
    }

    @Test
    void beginAndCommitAroundAScriptAreTheLedgersTransaction() throws Exception {
        MigrateResult result = migrator(
                        "BEGIN;\nCREATE TABLE a (x int);\nSAVEPOINT s;\nINSERT INTO a VALUES (1);\nROLLBACK TO s;\nCOMMIT;",
                        "start transaction; DO $$ BEGIN INSERT INTO a VALUES (2); END $$; end work;")
                .build()
                .migrate();

        assertThat(result.completed()).hasSize(2);
        assertThat(result.notes()).singleElement().asString().contains("have BEGIN and COMMIT");
        assertThat(query("SELECT x FROM a")).containsExactly("2");
    }

    @Test
    void aTemporaryTableThatACrashWouldTakeAwayIsRefusedBeforeAnythingRuns() throws Exception {
        ValidationException refused = catchThrowableOfType(
                ValidationException.class,
                () -> migrator("CREATE TABLE a (t text);\nCREATE TEMP TABLE x (t text);\nVACUUM a;\nDROP TABLE x;")
                        .build()
                        .migrate());

        assertThat(refused.getMessage()).contains(":4: ", "It needs the temporary object of line 2");
        assertThat(query("SELECT to_regclass('a')::text")).containsExactly((String) null);
    }

    @Test
    void theyAreRefusedTogetherWhereTheyAskForAnotherTransaction() {
        ValidationException refused = catchThrowableOfType(
                ValidationException.class,
                () -> migrator(
                                "BEGIN; CREATE INDEX CONCURRENTLY i ON t (x); COMMIT;",
                                "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT;",
                                "BEGIN; SELECT 1; COMMIT AND CHAIN;",
                                "-- ledger: transaction=none\nBEGIN; CALL p(); COMMIT;",
                                "BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY i ON t (x);",
                                "BEGIN; SET LOCAL search_path TO x; COMMIT; SELECT 1;",
                                "BEGIN; SELECT set_config('a.b', 'c', true); COMMIT; BEGIN; SELECT 2; COMMIT;",
                                "BEGIN; CREATE TEMP TABLE b (x int) ON COMMIT DROP; COMMIT; SELECT 1;")
                        .build()
                        .migrate());

        assertThat(refused.problems()).hasSize(10).allMatch(problem -> problem.code() == ErrorCode.REFUSED_STATEMENT);
        assertThat(refused.problems().get(0).what()).contains("BEGIN … COMMIT must not stand in a script");
    }

    @Test
    void inPairsTheyAreLeftOutAnywhere() throws Exception {
        MigrateResult result = migrator(
                        "SET client_min_messages = warning; BEGIN; CREATE TABLE a (x int); COMMIT;"
                                + " BEGIN; INSERT INTO a VALUES (1); SET LOCAL work_mem = '1MB'; COMMIT;",
                        """
                        -- AlterEnum
                        BEGIN;
                        CREATE TYPE r_new AS ENUM ('A', 'B');
                        COMMIT;
                        -- AlterTable
                        ALTER TABLE a ADD COLUMN r r_new DEFAULT 'A';
                        """)
                .build()
                .migrate();

        assertThat(result.notes()).singleElement().asString().contains("have BEGIN and COMMIT");
        assertThat(query("SELECT x || r::text FROM a")).containsExactly("1A");
    }

    @Test
    void scriptsWithoutAStatementRunUpAndDown() throws Exception {
        Migrator migrator = migrator("CREATE TABLE a (x int)")
                .source(Migrations.scripts("empty", Map.of("1_e.sql", "-- nothing", "1_e.down.sql", "")))
                .build();

        assertThat(migrator.migrate().completed()).hasSize(2);
        assertThat(migrator.migrate().isUpToDate()).isTrue();
        assertThat(migrator.rollback(RollbackOptions.steps(1)).completed()).hasSize(1);
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void migratesThroughADriverThatWrapsThisOne() throws Exception {
        System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory"); // no log file
        String url = database.url().replace("jdbc:postgresql:", "jdbc:p6spy:postgresql:");
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        String[] scripts = {
            "CREATE TABLE t (x int);\nCOPY t FROM stdin;\n1\n2\n\\.\n",
            "CREATE INDEX CONCURRENTLY i ON t (x);\nINSERT INTO t VALUES (3);",
            "SET statement_timeout = '1min'; INSERT INTO t VALUES (4);"
        };
        Migrator migrator =
                Migrator.of(url, properties).source(scripts(scripts)).build();

        assertThat(migrator.migrate().completed()).hasSize(3);
        assertThat(migrator.migrate().isUpToDate()).isTrue();
        assertThat(query("SELECT x FROM t ORDER BY x")).containsExactly("1", "2", "3", "4");
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            assertThat(migrator(connection, scripts).build().migrate().isUpToDate())
                    .isTrue();
        }
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
    }
}
