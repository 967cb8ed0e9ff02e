package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Resolution;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import io.migrationledger.conformance.crash.LedgerRules;
import io.migrationledger.migration.MigrationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each form of statement that runs alone, with a client that dies just before it and just after it. */
class ResumeTest extends PostgresTest {
    private static final String SETUP = """
            CREATE TABLE t (id integer PRIMARY KEY, v integer);
            INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
            CREATE INDEX there ON t (v);
            CREATE TABLE p (a integer) PARTITION BY RANGE (a);
            CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
            CREATE TYPE mood AS ENUM ('ok');
            SET allow_in_place_tablespaces = on;
            """;

    private static final String INDEXES =
            "SELECT string_agg(c.relname || i.indisvalid, ' ' ORDER BY c.relname) FROM pg_index i"
                    + " JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 't'::regclass";

    /** The statement, a query, its value afterwards, and whether the statement may run twice. $$ is the database's name. */
    static Stream<Arguments> forms() {
        List<Arguments> forms = new ArrayList<>();
        String all = "t_pkeytrue theretrue";
        String[][] table = {
            {"CREATE INDEX CONCURRENTLY i ON t (v)", INDEXES, "itrue " + all, "once"},
            {"CREATE UNIQUE INDEX CONCURRENTLY \"I 2\" ON public.\"t\" (v)", INDEXES, "I 2true " + all, "once"},
            {"CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (v)", INDEXES, "itrue " + all, "once"},
            {"CREATE INDEX CONCURRENTLY ON t (v)", INDEXES, "t_pkeytrue t_v_idxtrue theretrue", "once"},
            {"CREATE INDEX CONCURRENTLY IF NOT EXISTS there ON t (v)", INDEXES, all, "twice"},
            {"DROP INDEX CONCURRENTLY there", INDEXES, "t_pkeytrue", "once"},
            {"DROP INDEX CONCURRENTLY IF EXISTS public.there", INDEXES, "t_pkeytrue", "once"},
            {"DROP INDEX CONCURRENTLY IF EXISTS nowhere", INDEXES, all, "twice"},
            {"REINDEX INDEX CONCURRENTLY there", INDEXES, all, "twice"},
            {"REINDEX TABLE t", INDEXES, all, "twice"},
            {"REINDEX (CONCURRENTLY) SCHEMA public", INDEXES, all, "twice"},
            {"VACUUM (ANALYZE) t", INDEXES, all, "twice"},
            {"CLUSTER", INDEXES, all, "twice"},
            {"DISCARD ALL", INDEXES, all, "twice"},
            {
                "ALTER SYSTEM SET log_autovacuum_min_duration = 123456",
                "SELECT setting FROM pg_file_settings WHERE name = 'log_autovacuum_min_duration'",
                "123456",
                "twice"
            },
            {"CREATE DATABASE $$_2", "SELECT count(*) FROM pg_database WHERE datname = '$$_2'", "1", "once"},
            {
                "CREATE TABLESPACE $$_t LOCATION ''",
                "SELECT count(*) FROM pg_tablespace WHERE spcname = '$$_t'",
                "1",
                "once"
            },
            {
                "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
                "SELECT count(*) FROM pg_inherits WHERE inhparent = 'p'::regclass",
                "0",
                "once"
            },
            {
                "ALTER TYPE mood ADD VALUE 'it''s'",
                "SELECT string_agg(enumlabel, ' ') FROM pg_enum WHERE enumtypid = 'mood'::regtype",
                "ok it's",
                "once"
            },
            {
                "CREATE SUBSCRIPTION $$ CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE)",
                "SELECT count(*) FROM pg_subscription WHERE subname = '$$'",
                "1",
                "once"
            },
        };
        for (String[] row : table) {
            for (Moment moment : Moment.values()) {
                forms.add(Arguments.of(row[0], moment, row[1], row[2], row[3].equals("twice")));
            }
        }
        return forms.stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void takesEffectOnce(String form, Moment moment, String query, String expected, boolean repeatable)
            throws Exception {
        String statement = form.replace("$$", database.name());
        String[] scripts = {SETUP + statement + ";\nINSERT INTO t VALUES (1000, 1000);"};
        try {
            breakOffAt(statement, moment, scripts);
            CountedCalls again = CountedCalls.counting();
            try (Connection real = database.connect()) {
                migrator(again.wrap(real), scripts).build().migrate();
            }
            boolean ranAgain = again.calls().contains(statement)
                    || again.calls().stream().anyMatch(call -> call.contains("DISCARD PLANS"));
            assertThat(ranAgain).as("ran in the second run").isEqualTo(moment == Moment.BEFORE || repeatable);
            assertThat(query(query.replace("$$", database.name()))).containsExactly(expected);
            assertThat(query("SELECT count(*) FROM t")).containsExactly("101");
            LedgerRules.check(observer, 1, form);
        } finally {
            execute(
                    "ALTER SYSTEM RESET log_autovacuum_min_duration",
                    "DROP DATABASE IF EXISTS " + database.name() + "_2");
            execute("DROP TABLESPACE IF EXISTS " + database.name() + "_t");
            if (form.contains("SUBSCRIPTION")) {
                execute("DROP SUBSCRIPTION IF EXISTS " + database.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("drops")
    void aDropTakesEffectOnce(String made, String form, Moment moment, String query) throws Exception {
        String name = database.name() + "_x";
        execute("SET allow_in_place_tablespaces = on", made.replace("$$", name));
        String statement = form.replace("$$", name);
        breakOffAt(statement, moment, statement);
        migrator(statement).build().migrate();
        assertThat(query(query.replace("$$", name))).containsExactly("0");
        LedgerRules.check(observer, 1, form);
    }

    static Stream<Arguments> drops() {
        return Stream.of(Moment.values())
                .flatMap(moment -> Stream.of(
                        Arguments.of(
                                "CREATE DATABASE $$",
                                "DROP DATABASE $$",
                                moment,
                                "SELECT count(*) FROM pg_database WHERE datname = '$$'"),
                        Arguments.of(
                                "CREATE TABLESPACE $$ LOCATION ''",
                                "DROP TABLESPACE $$",
                                moment,
                                "SELECT count(*) FROM pg_tablespace WHERE spcname = '$$'"),
                        Arguments.of(
                                "CREATE SUBSCRIPTION $$ CONNECTION 'dbname=x' PUBLICATION p"
                                        + " WITH (connect = false, slot_name = NONE)",
                                "DROP SUBSCRIPTION $$",
                                moment,
                                "SELECT count(*) FROM pg_subscription WHERE subname = '$$'")));
    }

    @Test
    void aProcedureThatCommitsIsInDoubtAndAPersonAnswers() throws Exception {
        execute(
                "CREATE TABLE t (id integer)",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN INSERT INTO t VALUES (1); COMMIT;"
                        + " INSERT INTO t VALUES (2); END'");
        String[] scripts = {"-- ledger: transaction=none\nCALL p();\nINSERT INTO t VALUES (3);"};
        breakOffAt("CALL p()", Moment.AFTER, scripts);

        assertThatThrownBy(() -> migrator(scripts).build().migrate())
                .isInstanceOfSatisfying(LedgerException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.IN_DOUBT);
                    assertThat(e.what()).contains("CALL p()");
                });
        migrator(scripts)
                .build()
                .resolve(new Resolution(MigrationId.of("default", "0001"), true, OptionalInt.of(1), "seen"));
        migrator(scripts).build().migrate();
        assertThat(query("SELECT id FROM t ORDER BY id")).containsExactly("1", "2", "3");
    }

    @Test
    void aUniqueIndexThatFailsIsCleanedUpAndBuiltAgain() throws Exception {
        execute("CREATE TABLE t (id integer)", "INSERT INTO t VALUES (1), (1)");
        String[] scripts = {"CREATE UNIQUE INDEX CONCURRENTLY i ON t (id);"};
        assertThatThrownBy(() -> migrator(scripts).build().migrate())
                .hasMessageContaining("could not create unique index");
        assertThat(query("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                .containsExactly("0");
        execute("DELETE FROM t");
        migrator(scripts).build().migrate();
        assertThat(query("SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass"))
                .containsExactly("t");
    }

    /** The intent of a resumed run is taken in the session that the statements before it have made. */
    @ParameterizedTest
    @MethodSource("resumes")
    void aStatementIsLookedForInTheSearchPathOfItsScriptInEveryRun(String statement, Moment second, String indexes)
            throws Exception {
        execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.old (v integer)",
                "CREATE INDEX there ON app.old (v)",
                "CREATE TABLE old (v integer)");
        String[] scripts = {"SET search_path = app;\nCREATE TABLE t (id integer PRIMARY KEY, v integer);\n" + statement
        };
        breakOffAt(statement, Moment.BEFORE, scripts);
        breakOffAt(statement, second, scripts);
        migrator(scripts).build().migrate();
        assertThat(query("SELECT indexname FROM pg_indexes WHERE schemaname = 'app' ORDER BY indexname"))
                .containsExactly(indexes.split(" "));
        LedgerRules.check(observer, 1, statement);
    }

    /** The default search_path begins with the schema of the role: that of the script, and not of the log-in. */
    @ParameterizedTest
    @MethodSource("resumes")
    void aStatementIsLookedForInTheSchemaOfTheRoleOfItsScript(String statement, Moment second, String indexes)
            throws Exception {
        String role = "r" + query("SELECT current_database()").get(0);
        execute(
                "CREATE ROLE " + role,
                "CREATE SCHEMA AUTHORIZATION " + role,
                "CREATE TABLE " + role + ".old (v integer)",
                "CREATE INDEX there ON " + role + ".old (v)",
                "ALTER TABLE " + role + ".old OWNER TO " + role);
        String[] scripts = {"SET ROLE " + role + ";\nCREATE TABLE t (id integer PRIMARY KEY, v integer);\n" + statement
        };
        breakOffAt(statement, Moment.BEFORE, scripts);
        breakOffAt(statement, second, scripts);
        migrator(scripts).build().migrate();
        assertThat(query("SELECT indexname FROM pg_indexes WHERE schemaname = '" + role + "' ORDER BY indexname"))
                .containsExactly(indexes.split(" "));
        LedgerRules.check(observer, 1, statement);
    }

    static Stream<Arguments> resumes() {
        return Stream.of(Moment.values())
                .flatMap(moment -> Stream.of(
                        Arguments.of("CREATE INDEX CONCURRENTLY ON t (v)", moment, "t_pkey t_v_idx there"),
                        Arguments.of("DROP INDEX CONCURRENTLY there", moment, "t_pkey")));
    }

    /** What follows in the second run finds the session of the first. */
    @ParameterizedTest
    @MethodSource("sessions")
    void aSessionIsMadeAgainAsItsScriptLeftIt(String change, String then, String schema) throws Exception {
        execute("CREATE SCHEMA app");
        String[] scripts = {
            "-- ledger: transaction=none\n" + change + ";\nCREATE TABLE one ();\n" + then
                    + ";\nCREATE TABLE two AS SELECT FROM public.later;"
        };
        assertThatThrownBy(() -> migrator(scripts).build().migrate()).hasMessageContaining("failed at statement 4");
        execute("CREATE TABLE later ()");
        migrator(scripts).build().migrate();
        assertThat(query("SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename IN ('one', 'two')"
                        + " ORDER BY tablename"))
                .containsExactly("app.one", schema + ".two");
    }

    /** What sets the search path to app, what stands behind it, and where a table is made after both. */
    static Stream<Arguments> sessions() {
        return Stream.of(
                Arguments.of("SET search_path = app", "DISCARD ALL", "public"),
                Arguments.of("SET search_path = app", "RESET ALL", "public"),
                Arguments.of("SET search_path = app", "DISCARD PLANS", "app"),
                Arguments.of(
                        "SELECT set_config('search_path', 'app', false), set_config('work_mem', '5MB', false)",
                        "RESET work_mem",
                        "app"),
                Arguments.of("SELECT set_config('search_path', 'ap' || 'p', false) AS path", "RESET ROLE", "app"),
                Arguments.of("SELECT pg_catalog.set_config('search_path', 'app', false) \"a b\"", "RESET ROLE", "app"));
    }

    private void breakOffAt(String statement, Moment moment, String... scripts) throws SQLException {
        CountedCalls breaking =
                breakingAt(statement.equals("DISCARD ALL") ? firstPartOfDiscardAll() : statement, moment);
        try (Connection real = database.connect()) {
            assertThatThrownBy(
                            () -> migrator(breaking.wrap(real), scripts).build().migrate())
                    .isInstanceOf(LedgerException.class);
        }
        assertThat(breaking.isBroken()).isTrue();
    }

    private String firstPartOfDiscardAll() throws SQLException {
        CountedCalls counted = CountedCalls.counting();
        try (Connection real = database.connect()) {
            migrator(counted.wrap(real), "DISCARD ALL;")
                    .table("other_ledger")
                    .build()
                    .migrate();
        }
        execute("DROP TABLE other_ledger");
        return counted.calls().stream()
                .filter(call -> call.contains("DISCARD PLANS"))
                .findFirst()
                .orElseThrow();
    }
}
