package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the ledger is, who may do what to it, and that nobody changes what is written. */
class LedgerTableTest extends PostgresTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE migration_ledger SET event = 'X'",
                "UPDATE migration_ledger SET event = 'X' WHERE false",
                "DELETE FROM migration_ledger",
                "TRUNCATE migration_ledger",
                "INSERT INTO migration_ledger SELECT * FROM migration_ledger ON CONFLICT (sequence) DO UPDATE SET hash = ''",
            })
    void isAppendOnly(String change) throws Exception {
        migrator("CREATE TABLE one ();").build().migrate();
        for (String role : new String[] {"origin", "replica"}) {
            execute("SET session_replication_role = " + role);
            assertThatThrownBy(() -> execute(change))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("the ledger is append-only: no ");
        }
        assertThat(migrator("CREATE TABLE one ();").build().ledger().verify().isIntact())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "Odd \"Schema\" with 'quotes'; --", "größe.1"})
    void standsInASchemaThatIsNamed(String schema) throws Exception {
        Migrator migrator = migrator("CREATE TABLE one ();")
                .schema(schema)
                .table("the \"ledger\" of a very long name, all of sixty-three bytes!, ä")
                .build();
        assertThat(migrator.ledger().head()).isEmpty();
        migrator.migrate();
        assertThat(migrator.migrate().isUpToDate()).isTrue();
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
        assertThat(query("SELECT DISTINCT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relname LIKE 'the \"ledger\" of a very long name%' AND c.relkind = 'r'"))
                .containsExactly(schema);
        assertThat(query("SELECT schemaname FROM pg_tables WHERE tablename = 'one'"))
                .containsExactly("public");
    }

    @Test
    void aNameThatTheServerWouldCutIsRefused() {
        assertThatThrownBy(() ->
                        migrator("SELECT 1;").table("x".repeat(64)).build().migrate())
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_OPTION));
    }

    @Test
    void aLedgerFurtherDownTheSearchPathIsAnotherOne() throws Exception {
        execute("CREATE SCHEMA tenant");
        String script = "CREATE TABLE one ();";
        migrator(script).build().migrate();
        try (Connection tenant = DriverManager.getConnection(
                database.url() + "?currentSchema=tenant,public", database.user(), database.password())) {
            Migrator migrator = migrator(tenant, script).newLedger().build();
            assertThat(migrator.ledger().head()).isEmpty();
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(migrator.migrate().isUpToDate()).isTrue();
        }
        assertThat(query("SELECT schemaname FROM pg_tables WHERE tablename = 'one' ORDER BY 1"))
                .containsExactly("public", "tenant");
        assertThat(query("SELECT schemaname FROM pg_tables WHERE tablename = 'migration_ledger' ORDER BY 1"))
                .containsExactly("public", "tenant");
    }

    @Test
    void withoutAnySchemaItSaysWhatToDo() throws Exception {
        execute("SET search_path = nowhere");
        assertThatThrownBy(() -> migrator(observer, "SELECT 1;").build().migrate())
                .isInstanceOfSatisfying(LedgerException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UNSUITABLE_DATABASE);
                    assertThat(e.next()).contains("Migrator.Builder.schema");
                });
    }

    /** What docs/postgres.md grants, and no more. */
    @Test
    void aRunnerAndAnAuditorNeedFewPrivileges() throws Exception {
        String runner = database.name() + "_runner";
        String auditor = database.name() + "_auditor";
        execute(
                "CREATE ROLE " + runner + " LOGIN",
                "CREATE ROLE " + auditor + " LOGIN",
                "CREATE SCHEMA app AUTHORIZATION " + runner,
                "CREATE SCHEMA ledger");
        try {
            String first = "CREATE TABLE app.one (v integer);";
            String second = "CREATE INDEX CONCURRENTLY i ON app.one (v);";
            String fails = "SELECT nonsense;";
            // Once, as the owner of the ledger:
            migrator("SELECT 1;").schema("ledger").table("l").build().migrate();
            execute(
                    "GRANT USAGE ON SCHEMA ledger TO " + runner + ", " + auditor,
                    "GRANT SELECT, INSERT ON ledger.l, ledger.l_scripts TO " + runner,
                    "GRANT SELECT ON ledger.l, ledger.l_scripts TO " + auditor);

            String[] scripts = {"SELECT 1;", first, second};
            assertThat(as(runner, scripts).migrate().completed()).hasSize(2);
            assertThatThrownBy(
                            () -> as(runner, "SELECT 1;", first, second, fails).migrate())
                    .hasMessageContaining("nonsense");
            assertThatThrownBy(() -> run(runner, "DELETE FROM ledger.l")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(runner, "ALTER TABLE ledger.l DISABLE TRIGGER ALL"))
                    .hasMessageContaining("must be owner");

            assertThat(as(auditor, scripts).status().lines()).hasSize(3);
            assertThat(as(auditor, scripts).ledger().verify().isIntact()).isTrue();
            assertThat(as(auditor, scripts).ledger().verify().scripts()).isEqualTo(4);
            assertThat(as(auditor, scripts).migrate().isUpToDate()).isTrue();
            assertThatThrownBy(() -> run(auditor, "INSERT INTO ledger.l SELECT * FROM ledger.l"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() ->
                            as(auditor, "SELECT 1;", first, second, "SELECT 2;").migrate())
                    .isInstanceOfSatisfying(
                            LedgerException.class,
                            e -> assertThat(e.what() + e.next()).contains("permission denied", "docs/postgres.md"));
            assertThat(query("SELECT DISTINCT database_user FROM ledger.l ORDER BY 1"))
                    .containsExactly("postgres", runner);
        } finally {
            execute("DROP OWNED BY " + runner + ", " + auditor, "DROP ROLE " + runner, "DROP ROLE " + auditor);
        }
    }

    private Migrator as(String role, String... scripts) {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        return Migrator.of(database.url(), properties)
                .source(scripts(scripts))
                .schema("ledger")
                .table("l")
                .build();
    }

    private void run(String role, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), role, "")) {
            connection.createStatement().execute(sql);
        }
    }
}
