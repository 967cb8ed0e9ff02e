package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The effect of a migration does not depend on which migrations ran before it in the same run. */
class IsolationTest {
    private static final String NONE = "-- ledger: transaction=none\n";

    /** Each changes the session, and then does what shows how the session is; %d is the migration's own number. */
    private static final List<String> POOL = List.of(
            "SET search_path = other, public; CREATE TABLE m%d (a text);",
            "CREATE TABLE m%d AS SELECT a FROM base;",
            "CREATE TEMP TABLE base (a text); INSERT INTO base VALUES ('temporary'); CREATE TABLE m%d AS SELECT a FROM base;",
            "SELECT make_temporary(); CREATE TABLE m%d AS SELECT a FROM base;",
            "CREATE TEMP VIEW base AS SELECT 'view'::text AS a; CREATE FUNCTION pg_temp.f() RETURNS text LANGUAGE sql"
                    + " AS 'SELECT 1::text'; CREATE TYPE pg_temp.mood AS ENUM ('a'); CREATE TYPE pg_temp.pair AS (x int, y int);",
            "SET ROLE isolation_%1$s; CREATE TABLE m%2$d (a text); CREATE TEMP TABLE base AS SELECT 'role'::text AS a;",
            "SET SESSION AUTHORIZATION isolation_%1$s; CREATE TABLE m%2$d (a text);",
            "SELECT set_config('role', 'isolation_%1$s', false); CREATE TABLE m%2$d (a text);",
            "SET DateStyle = 'ISO, DMY'; CREATE TABLE m%d AS SELECT '01/02/2026'::date AS day;",
            "CREATE TABLE m%d AS SELECT '01/02/2026'::date AS day;",
            "SET TimeZone = 'Asia/Tokyo'; SET IntervalStyle = 'iso_8601'; CREATE TABLE m%d AS SELECT"
                    + " '2026-01-01 00:00'::timestamptz AS t, '1 day'::interval::text AS i;",
            "CREATE TABLE m%d AS SELECT '2026-01-01 00:00'::timestamptz AS t, '1 day'::interval::text AS i;",
            "SET session_replication_role = replica; INSERT INTO base VALUES ('untriggered %d');",
            "INSERT INTO base VALUES ('triggered %d');",
            "SET statement_timeout = 300;",
            "SET lock_timeout = 1; SET synchronous_commit = off; SET enable_seqscan = off;",
            NONE + "SET statement_timeout = '300ms';",
            NONE + "SET default_transaction_read_only = on;",
            NONE + "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;"
                    + " INSERT INTO base SELECT current_setting('transaction_isolation') || '%d';",
            "SET default_transaction_isolation = 'repeatable read'; SET default_transaction_deferrable = on;",
            "INSERT INTO base SELECT current_setting('transaction_isolation') || current_setting('statement_timeout') || '%d';",
            NONE + "INSERT INTO base SELECT current_setting('transaction_isolation') || '%d';",
            "SELECT pg_advisory_lock(%d), pg_advisory_lock(7), pg_advisory_lock(7), pg_advisory_lock_shared(7),"
                    + " pg_advisory_lock(-3, 5);",
            "CREATE TABLE m%d AS SELECT count(*) AS locks FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid();",
            "PREPARE p AS SELECT 1; DECLARE c CURSOR WITH HOLD FOR SELECT 1; LISTEN somebody; CREATE TABLE m%d AS"
                    + " SELECT count(*) AS things FROM pg_prepared_statements, pg_listening_channels() WHERE from_sql;",
            "CREATE TABLE m%d AS SELECT (SELECT count(*) FROM pg_prepared_statements WHERE from_sql) AS p,"
                    + " (SELECT count(*) FROM pg_listening_channels()) AS l, (SELECT count(*) FROM pg_cursors WHERE is_holdable) AS c;",
            "SELECT nextval('numbers');",
            "DO $$ BEGIN INSERT INTO base SELECT 'last ' || lastval() || ' %d'; EXCEPTION WHEN OTHERS THEN"
                    + " INSERT INTO base VALUES ('no last %<d'); END $$;",
            "DISCARD ALL; CREATE TABLE m%d AS SELECT current_schema() AS s;",
            "SET quote_all_identifiers = on; SET standard_conforming_strings = on; SET backslash_quote = off;"
                    + " CREATE TABLE m%d AS SELECT pg_get_viewdef('shown'::regclass) AS v;",
            "CREATE TABLE m%d AS SELECT pg_get_viewdef('shown'::regclass) AS v;",
            "SET check_function_bodies = off; CREATE FUNCTION g%d() RETURNS int LANGUAGE sql AS 'SELECT x FROM absent';",
            "SET default_table_access_method = heap; SET default_with_oids = off; SET row_security = off;",
            "SET constraint_exclusion = off; SET LOCAL work_mem = '1MB'; RESET ALL; CREATE TABLE m%d (a text);",
            "java");

    private static final String BEGINNING = """
            CREATE SCHEMA other;
            CREATE SEQUENCE numbers;
            CREATE TABLE base (a text);
            INSERT INTO base VALUES ('a'), ('b');
            CREATE VIEW shown AS SELECT a FROM base WHERE a > 'a';
            CREATE TABLE log (a text);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO public.log VALUES (NEW.a); RETURN NEW; END';
            CREATE TRIGGER noted AFTER INSERT ON base FOR EACH ROW EXECUTE FUNCTION note();
            CREATE FUNCTION make_temporary() RETURNS void LANGUAGE plpgsql AS
                'BEGIN CREATE TEMP TABLE base AS SELECT ''made''::text AS a; END';
            """;

    /** Not a column of bytes or a number of an object: these differ between any two databases. */
    private static final String DUMP = """
            SELECT 'relation ' || n.nspname || '.' || c.relname || ' ' || c.relkind::text || ' '
                   || (CASE WHEN pg_get_userbyid(c.relowner) LIKE 'isolation%' THEN 'weak' ELSE 'owner' END)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname IN ('public', 'other') AND c.relname !~ 'migration_ledger' AND c.relkind <> 't'
            UNION ALL SELECT 'routine ' || proname || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            ORDER BY 1""";

    private static String value(String table) {
        return "SELECT '" + table + " ' || t::text FROM " + table + " t ORDER BY 1";
    }

    static Stream<Integer> pool() {
        return IntStream.range(0, POOL.size()).boxed();
    }

    /** Two partners for each, unless all are asked for. */
    @ParameterizedTest
    @MethodSource("pool")
    void anyTwoInOneRunAreAsInTwoRuns(int first) throws Exception {
        boolean all = Boolean.getBoolean("ledger.test.allPairs");
        int compared = 0;
        for (int second = 0; second < POOL.size(); second++) {
            if (first != second && (all || (first + 3 * second) % 17 == 0)) {
                compared++;
                List<Integer> pair = List.of(first, second);
                assertThat(run(pair, 3))
                        .as("%s\nand then\n%s", POOL.get(first), POOL.get(second))
                        .isEqualTo(run(pair, 1));
            }
        }
        assertThat(compared).isPositive();
    }

    @Test
    void allOfThemInOneRunAreAsEachInItsOwn() throws Exception {
        List<Integer> all = pool().toList();
        assertThat(run(all, all.size() + 1)).isEqualTo(run(all, 1));
    }

    /** Runs so many at once, each run in a connection of its own, until all are applied; returns what is there. */
    private static List<String> run(List<Integer> chosen, int atOnce) throws SQLException {
        try (TestDatabase database = TestServers.postgres().newDatabase();
                Connection observer = database.connect()) {
            String role = "isolation_" + database.name();
            execute(observer, "CREATE ROLE " + role, "GRANT ALL ON SCHEMA public TO " + role);
            MigrationSource source = source(chosen, database.name());
            boolean upToDate = false;
            while (!upToDate) {
                try (Connection connection = database.connect()) {
                    List<String> before = session(connection);
                    upToDate = Migrator.of(connection)
                            .source(source)
                            .build()
                            .migrate(MigrateOptions.ALL.limit(atOnce))
                            .isUpToDate();
                    assertThat(session(connection)).isEqualTo(before);
                }
            }
            assertThat(Ledger.of(observer).verify().isIntact()).isTrue();
            List<String> facts = new ArrayList<>(PostgresTest.query(observer, DUMP));
            for (String table : PostgresTest.query(observer, """
                    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                    WHERE schemaname IN ('public', 'other') AND tablename !~ 'migration_ledger' ORDER BY 1""")) {
                facts.addAll(PostgresTest.query(observer, value(table)));
            }
            execute(observer, "DROP OWNED BY " + role, "DROP ROLE " + role);
            return facts;
        }
    }

    /** Returns what a connection has set, made and locked. */
    private static List<String> session(Connection connection) throws SQLException {
        return PostgresTest.query(connection, """
                SELECT name || ' = ' || setting FROM pg_settings WHERE name NOT LIKE 'transaction\\_%' AND name NOT LIKE '%.%'
                UNION ALL SELECT 'role ' || current_user || ' ' || session_user
                UNION ALL SELECT 'temporary ' || relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()
                UNION ALL SELECT 'lock ' || objid FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
                UNION ALL SELECT 'channel ' || c FROM pg_listening_channels() c
                UNION ALL SELECT 'prepared ' || name FROM pg_prepared_statements WHERE from_sql
                ORDER BY 1""");
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static MigrationSource source(List<Integer> chosen, String database) {
        List<MigrationSource> parts = new ArrayList<>();
        parts.add(Migrations.scripts("main", Map.of("0001_base.sql", BEGINNING)));
        Map<String, String> scripts = new HashMap<>();
        for (int i = 0; i < chosen.size(); i++) {
            int number = i + 2;
            String text = POOL.get(chosen.get(i));
            if (text.equals("java")) {
                parts.add(Migrations.java(new Code(number)));
            } else {
                boolean named = text.contains("%1$s");
                scripts.put(
                        "%04d_x.sql".formatted(number),
                        named ? text.formatted(database, number) : text.formatted(number));
            }
        }
        if (!scripts.isEmpty()) {
            parts.add(Migrations.scripts("main", scripts));
        }
        return variants -> parts.stream()
                .flatMap(part -> part.migrations(variants).stream())
                .toList();
    }

    private record Code(int number) implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of("main", "%04d".formatted(number));
        }

        @Override
        public String description() {
            return "Changes the session behind the driver's back";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            execute(
                    connection,
                    "INSERT INTO base SELECT current_setting('search_path') || '" + number + "'",
                    "SET search_path = other",
                    "SET TimeZone = 'Asia/Tokyo'",
                    "SET statement_timeout = '1min'",
                    "SET session_replication_role = replica",
                    "CREATE TEMP TABLE base (a text)",
                    "PREPARE p AS SELECT 1",
                    "LISTEN code",
                    "SELECT pg_advisory_lock(99)",
                    "SELECT nextval('public.numbers')");
            connection.setSchema("other");
        }
    }
}
