package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script does to the session ends with it, and what the caller did to it stays. */
class SessionStateTest extends PostgresTest {
    private String weak = "";

    @BeforeEach
    void role() throws SQLException {
        weak = database.name() + "_weak";
        execute("CREATE ROLE " + weak, "GRANT CREATE, USAGE ON SCHEMA public TO " + weak);
    }

    @AfterEach
    void dropRole() throws SQLException {
        execute("DROP OWNED BY " + weak, "DROP ROLE " + weak);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = elsewhere",
                "SET LOCAL search_path = elsewhere",
                "SELECT pg_catalog.set_config('search_path', 'elsewhere', false)",
                "DO $$ BEGIN SET search_path = elsewhere; END $$",
                "SELECT goes()",
            })
    void theSearchPathOfAScriptEndsWithIt(String change) throws Exception {
        execute("CREATE SCHEMA elsewhere");
        execute("CREATE FUNCTION goes() RETURNS void LANGUAGE plpgsql AS 'BEGIN SET search_path = elsewhere; END'");
        migrator(change + ";\nCREATE TABLE one ();", "CREATE TABLE two ();")
                .build()
                .migrate();
        assertThat(query("SELECT table_schema || '.' || table_name FROM information_schema.tables"
                        + " WHERE table_name IN ('one', 'two') ORDER BY table_name"))
                .containsExactly("elsewhere.one", "public.two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE %s",
                "SET SESSION AUTHORIZATION %s",
                "SET LOCAL ROLE %s",
                "SELECT set_config('role', '%s', false)",
                "DO $$ BEGIN SET ROLE %s; END $$"
            })
    void aRoleThatMayNotWriteTheLedgerIsLeftForItsOwnRows(String change) throws Exception {
        migrator(change.formatted(weak) + ";\nCREATE TABLE one ();\nCREATE TABLE two ();", "CREATE TABLE three ();")
                .build()
                .migrate();
        assertThat(query("SELECT tablename || ' ' || tableowner FROM pg_tables"
                        + " WHERE tablename IN ('one', 'two', 'three') ORDER BY tablename"))
                .containsExactly("one " + weak, "three postgres", "two " + weak);
    }

    @Test
    void aRoleStaysAcrossStatementsThatRunAlone() throws Exception {
        migrator("SET ROLE " + weak + ";\nCREATE TABLE one (v integer);\nCREATE INDEX CONCURRENTLY i ON one (v);\n"
                        + "CREATE TABLE two ();")
                .build()
                .migrate();
        assertThat(query("SELECT tableowner FROM pg_tables WHERE tablename IN ('one', 'two')"))
                .containsOnly(weak);
        assertThat(query("SELECT tableowner FROM pg_tables WHERE tablename = 'migration_ledger'"))
                .containsExactly("postgres");
    }

    /** Who owns a table, made while the transaction was open, and one made behind it, resumed or not. */
    @ParameterizedTest
    @MethodSource("localRoles")
    void aRoleThatIsChosenForATransactionEndsWithIt(String change, String inside, String behind, boolean resumed)
            throws Exception {
        String made = resumed ? "CREATE TABLE two AS SELECT FROM public.later" : "CREATE TABLE two ()";
        Migrator migrator = migrator(change.replace("$$", weak) + ";\nCREATE TABLE one (v integer);\n"
                        + "CREATE TABLE beside ();\nVACUUM one;\n" + made
                        + ";\nCREATE TABLE three ();")
                .build();
        if (resumed) {
            assertThatThrownBy(migrator::migrate).hasMessageContaining("later");
            execute("CREATE TABLE later ()", "GRANT SELECT ON later TO " + weak);
        }
        migrator.migrate();
        assertThat(query("SELECT tablename || ' ' || CASE tableowner WHEN 'postgres' THEN 'login' ELSE 'weak' END"
                        + " FROM pg_tables WHERE tablename IN ('one', 'two', 'three', 'beside') ORDER BY tablename"))
                .containsExactly("beside " + inside, "one " + inside, "three " + behind, "two " + behind);
        assertThat(query("SELECT tableowner FROM pg_tables WHERE tablename = 'migration_ledger'"))
                .containsExactly("postgres");
        assertThat(migrator.migrate().isUpToDate()).isTrue();
    }

    static Stream<Arguments> localRoles() {
        String[][] changes = {
            {"SET LOCAL ROLE $$", "weak", "login"},
            {"SET LOCAL SESSION AUTHORIZATION $$", "weak", "login"},
            {"SELECT set_config('role', '$$', true)", "weak", "login"},
            {"DO 'BEGIN SET LOCAL ROLE $$; END'", "weak", "login"},
            {"SET ROLE $$;\nSET LOCAL ROLE none", "login", "weak"},
            {"SET SESSION AUTHORIZATION $$;\nSET LOCAL SESSION AUTHORIZATION postgres", "login", "weak"},
            {"SET LOCAL ROLE $$;\nRESET ROLE", "login", "login"},
            {"SET LOCAL ROLE $$;\nSET ROLE $$", "weak", "weak"},
            {"SET ROLE $$", "weak", "weak"},
            {"SET SESSION AUTHORIZATION $$", "weak", "weak"},
        };
        return Stream.of(changes)
                .flatMap(row -> Stream.of(false, true).map(resumed -> Arguments.of(row[0], row[1], row[2], resumed)));
    }

    @Test
    void aJavaMigrationMayChangeItsRole() throws Exception {
        Migrator.of(observer)
                .source(Migrations.java(new Java(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SET ROLE " + weak);
                        statement.execute("CREATE TABLE one ()");
                    }
                })))
                .build()
                .migrate();
        assertThat(query("SELECT tableowner FROM pg_tables WHERE tablename = 'one'"))
                .containsExactly(weak);
        assertThat(query("SHOW role")).containsExactly("none");
    }

    @Test
    void preparedStatementsAndTemporaryTablesAndCursorsEndWithTheirScript() throws Exception {
        String script = "PREPARE p AS SELECT 1;\nCREATE TEMP TABLE x (v integer);\n"
                + "DECLARE c CURSOR WITH HOLD FOR SELECT 1;\nLISTEN somebody;";
        migrator(observer, script, script + "\nSELECT count(*) FROM x;", script)
                .build()
                .migrate();
        assertThat(query("SELECT name FROM pg_prepared_statements WHERE from_sql"))
                .isEmpty();
        assertThat(query("SELECT * FROM pg_listening_channels()")).isEmpty();
        assertThat(query("SELECT name FROM pg_cursors WHERE name = 'c'")).isEmpty();
    }

    /** Another session's lock, seen beside what the caller left in this one, is not taken for a lock of this one. */
    @Test
    void alsoALockThatAnotherSessionHadBeforeEndsWithItsScript() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                Statement other = observer.createStatement()) {
            for (int i = 0; i < 60; i++) {
                statement.execute("LISTEN c" + i); // so that one stands beside each lock
            }
            other.execute("SELECT pg_advisory_lock(42)");
            SessionObjects objects = new SessionObjects(new JdbcSql(connection));
            objects.enter(List.of());
            other.execute("SELECT pg_advisory_unlock(42)");
            statement.execute("SELECT pg_advisory_lock(42)");
            objects.putBack(List.of());
            assertThat(query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 42"))
                    .containsExactly("0");
        }
    }

    /** The ledger's own row waits longer than the script's limits allow to wait, in the transaction and outside of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_sleep(0.5);\nSET statement_timeout = '200ms';\nSET lock_timeout = '100ms';",
                "-- ledger: transaction=none\nSELECT pg_sleep(0.5);\nSET statement_timeout = '200ms';",
                "SELECT pg_sleep(0.5);\nSELECT limits();",
            })
    void theLimitsOfAScriptAreNotTheLedgers(String script) throws Exception {
        execute("CREATE FUNCTION limits() RETURNS void LANGUAGE plpgsql AS 'BEGIN SET statement_timeout = 200; END'");
        migrator("CREATE TABLE before ();").build().migrate();
        Migrator migrator = migrator("CREATE TABLE before ();", script).build();
        CompletableFuture<MigrateResult> run = meanwhile(migrator::migrate);
        await("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'", "1");
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("LOCK TABLE migration_ledger IN EXCLUSIVE MODE");
                await(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND clock_timestamp() - query_start > interval '600ms'",
                        "1");
            }
            other.commit();
        }
        run.get(20, TimeUnit.SECONDS);
        assertThat(migrator.migrate().isUpToDate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-- ledger: transaction=none\n"})
    void aScriptThatMakesItsTransactionsReadOnlyDoesNotKeepTheLedgerOut(String head) throws Exception {
        migrator(
                        head + "CREATE TABLE one ();\nSET default_transaction_read_only = on;\nSELECT 1;\nSELECT 2;",
                        "SELECT 3;")
                .build()
                .migrate();
        assertThat(query("SELECT count(*) FROM migration_ledger WHERE event = 'APPLIED'"))
                .containsExactly("2");
    }

    @Test
    void whatTheCallerSetStays() throws Exception {
        execute(
                "CREATE SCHEMA elsewhere",
                "GRANT ALL ON SCHEMA elsewhere TO " + weak,
                "SET search_path = elsewhere",
                "SET work_mem = '7MB'",
                "SET statement_timeout = '77s'",
                "CREATE TEMP TABLE callers (v integer)",
                "SET ROLE " + weak);
        migrator(observer, "SET work_mem = '9MB';\nSET ROLE none;\nCREATE TABLE one ();", "CREATE TABLE two ();")
                .build()
                .migrate();
        assertThat(query("SHOW search_path")).containsExactly("elsewhere");
        assertThat(query("SHOW work_mem")).containsExactly("7MB");
        assertThat(query("SHOW statement_timeout")).containsExactly("77s");
        assertThat(query("SHOW role")).containsExactly(weak);
        assertThat(query("SHOW lock_timeout")).containsExactly("0");
        assertThat(query("SHOW client_connection_check_interval")).containsExactly("0");
        execute("SET ROLE none");
        assertThat(query("SELECT count(*) FROM callers")).containsExactly("0");
        assertThat(query("SELECT tablename || ' ' || tableowner FROM pg_tables WHERE tablename IN ('one', 'two')"
                        + " ORDER BY tablename"))
                .containsExactly("one postgres", "two " + weak);
        assertThat(observer.getAutoCommit()).isTrue();
        assertThat(query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .containsExactly("0");
    }

    @Test
    void idleTimeoutsDoNotEndAMigrationThatThinks() throws Exception {
        execute(
                "ALTER DATABASE " + database.name() + " SET idle_in_transaction_session_timeout = '1500ms'",
                "ALTER DATABASE " + database.name() + " SET idle_session_timeout = '1500ms'",
                "ALTER DATABASE " + database.name() + " SET transaction_timeout = '1600ms'");
        try (Connection connection = database.connect()) {
            Migrator.of(connection)
                    .source(Migrations.java(new Java(inside -> {
                        try (Statement statement = inside.createStatement()) {
                            statement.execute("CREATE TABLE one ()");
                            Thread.sleep(2500);
                            statement.execute("CREATE TABLE two ()");
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })))
                    .build()
                    .migrate();
            assertThat(query(connection, "SHOW idle_in_transaction_session_timeout"))
                    .containsExactly("1500ms");
            assertThat(query(connection, "SHOW transaction_timeout")).containsExactly("1600ms");
        }
    }

    @Test
    void textThatLooksLikeParametersOrEscapesIsSentAsItStands() throws Exception {
        execute("CREATE TABLE t (j jsonb, s text)");
        migrator("""
                INSERT INTO t VALUES ('{"a": 1}', '{fn now()} ? {d ''x''} $1 :x');
                DELETE FROM t WHERE j ? 'b' OR j ?| ARRAY['c'];
                CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql
                BEGIN ATOMIC
                    SELECT CASE WHEN $1 > 1 THEN 1 ELSE 2 END;
                    SELECT x + CASE x WHEN 1 THEN 3 END;
                END;
                CREATE RULE r AS ON DELETE TO t DO ALSO (SELECT 1; SELECT 2);
                CREATE FUNCTION g() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN '?;'; END $$;
                """).build().migrate();
        assertThat(query("SELECT s FROM t")).containsExactly("{fn now()} ? {d 'x'} $1 :x");
        assertThat(query("SELECT f(1) || g()")).containsExactly("4?;");
    }

    @Test
    void copiesItsData() throws Exception {
        execute("CREATE TABLE t (id integer, s text)");
        migrator("COPY t FROM stdin;\n1\ta\\tb\n2\t\\N\n\\.\nCOPY t (s) FROM stdin WITH (FORMAT csv);\n\"x,;y\"\n\\.\n")
                .build()
                .migrate();
        assertThat(query("SELECT COALESCE(id::text, '-') || ':' || COALESCE(s, 'null') FROM t ORDER BY id"))
                .containsExactly("1:a\tb", "2:null", "-:x,;y");
    }

    @Test
    void aCopyThatFailsLeavesNothing() throws Exception {
        execute("CREATE TABLE t (id integer)");
        assertThatThrownBy(() -> migrator("INSERT INTO t VALUES (0);\nCOPY t FROM stdin;\n1\nx\n\\.\n")
                        .build()
                        .migrate())
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("0001_number_1.sql:4")
                .hasMessageContaining("invalid input syntax");
        assertThat(query("SELECT count(*) FROM t")).containsExactly("0");
    }

    @FunctionalInterface
    private interface Body {
        void run(Connection connection) throws SQLException;
    }

    private record Java(Body body) implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of("default", "0001");
        }

        @Override
        public String description() {
            return "Java";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            body.run(connection);
        }
    }
}
