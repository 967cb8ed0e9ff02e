package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.Problem;
import io.migrationledger.Resolution;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever puts the ledger out of sight: no second one is begun in the database, and nothing runs twice. */
class OneLedgerTest {
    private static final String HITS =
            "CREATE TABLE IF NOT EXISTS public.hits (n int); INSERT INTO public.hits VALUES (1);";
    private static final String MORE = "INSERT INTO public.hits VALUES (2);";

    /** A database of its own on one of the servers, with a role of its own, which owns it. */
    private static final class Place implements AutoCloseable {
        final TestDatabase database;
        final Connection connection;
        final JdbcSql sql;
        final String role;

        Place(TestServers server) throws SQLException {
            database = server.get().newDatabase();
            connection = database.connect();
            sql = new JdbcSql(connection);
            role = "role_" + database.name();
            sql.execute("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD 'secret'");
        }

        Migrator.Builder migrator(String... scripts) {
            return at(database.url(), scripts);
        }

        Migrator.Builder at(String url, String... scripts) {
            Properties login = new Properties();
            login.setProperty("user", role);
            login.setProperty("password", "secret");
            return Migrator.of(url, login)
                    .source(PostgresTest.scripts(scripts))
                    .onExisting(OnExisting.RUN)
                    .lockTimeout(Duration.ofSeconds(20));
        }

        String urlWith(String parameter) {
            return database.url() + (database.url().contains("?") ? "&" : "?") + parameter;
        }

        List<String> ledgers() throws SQLException {
            return sql.values("SELECT schemaname::text FROM pg_tables WHERE tablename = 'migration_ledger' ORDER BY 1");
        }

        List<String> hits() throws SQLException {
            return sql.values("SELECT n::text FROM public.hits ORDER BY n");
        }

        @Override
        public void close() throws SQLException {
            sql.execute("ALTER ROLE " + role + " RESET ALL");
            connection.close();
            database.close();
            try (TestDatabase other = database.server().newDatabase();
                    Connection elsewhere = other.connect()) {
                new JdbcSql(elsewhere).execute("DROP ROLE " + role);
            }
        }
    }

    private static LedgerException stopped(ThrowingCallable run) {
        LedgerException error = catchThrowableOfType(LedgerException.class, run);
        assertThat(error).as("it went on").isNotNull();
        assertThat(error.code()).as("%s", error).isEqualTo(ErrorCode.LEDGER_ELSEWHERE);
        assertThat(error.what())
                .contains("table migration_ledger in schema public")
                .contains("APPLIED default:");
        assertThat(error.next()).contains("Migrator.Builder.schema(\"public\")").contains("newLedger()");
        return error;
    }

    /** What hides the ledger: run by hand, or by the migration itself; %1$s the database, %2$s the role. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POSTGRES    | CREATE SCHEMA app; ALTER DATABASE %1$s SET search_path = app, public
            POSTGRES    | CREATE SCHEMA app; ALTER ROLE %2$s SET search_path = app, public
            POSTGRES    | CREATE SCHEMA app; ALTER ROLE %2$s IN DATABASE %1$s SET search_path = app
            POSTGRES    | CREATE SCHEMA %2$s
            POSTGRES    | CREATE SCHEMA AUTHORIZATION CURRENT_USER
            POSTGRES    | DO $$ BEGIN EXECUTE 'CREATE SCHEMA AUTHORIZATION CURRENT_USER'; END $$
            POSTGRES_13 | CREATE SCHEMA app; ALTER DATABASE %1$s SET search_path = app, public
            POSTGRES_13 | CREATE SCHEMA app; ALTER ROLE %2$s SET search_path = app, public
            POSTGRES_13 | CREATE SCHEMA AUTHORIZATION CURRENT_USER
            """)
    void theNextRunStops(TestServers server, String hides) throws Exception {
        try (Place place = new Place(server)) {
            String[] scripts = {HITS, hides.formatted(place.database.name(), place.role) + ";", MORE};
            assertThat(place.migrator(scripts).build().migrate().completed())
                    .as("the run in the middle of which it happens goes on with its own ledger")
                    .hasSize(3);
            assertThat(place.hits()).containsExactly("1", "2");

            LedgerException error =
                    stopped(() -> place.migrator(scripts).build().migrate());
            assertThat(error.what()).contains("6 events, the newest: APPLIED default:0003");
            assertThat(place.hits()).containsExactly("1", "2");
            assertThat(place.ledgers()).containsExactly("public");

            Migrator named = place.migrator(scripts).schema("public").build();
            assertThat(named.migrate().isUpToDate()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "POSTGRES_13"})
    void anAddressOfAnotherSchemaStopsToo(TestServers server) throws Exception {
        try (Place place = new Place(server)) {
            place.migrator(HITS).build().migrate();
            place.sql.execute("CREATE SCHEMA app");
            for (String parameter : List.of("currentSchema=app", "options=-c%20search_path=app,public")) {
                stopped(() -> place.at(place.urlWith(parameter), HITS).build().migrate());
            }
            stopped(() -> place.migrator(HITS).schema("app").build().migrate());
            stopped(() -> place.migrator(HITS).schema("not_there_yet").build().migrate());
            stopped(() ->
                    place.migrator(HITS).schema("app").table("history").build().migrate());
            LedgerException sameSchema = catchThrowableOfType(
                    LedgerException.class,
                    () -> place.migrator(HITS).table("history").build().migrate());
            assertThat(sameSchema.code()).isEqualTo(ErrorCode.LEDGER_ELSEWHERE);
            assertThat(sameSchema.next()).contains("name it: Migrator.Builder.table(\"migration_ledger\").");
            assertThat(place.hits()).containsExactly("1");
            assertThat(place.ledgers()).containsExactly("public");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "POSTGRES_13"})
    void nothingSaysThatThereIsNoLedger(TestServers server) throws Exception {
        try (Place place = new Place(server)) {
            place.migrator(HITS).build().migrate();
            place.sql.execute("CREATE SCHEMA app");
            Migrator moved = place.at(place.urlWith("currentSchema=app"), HITS).build();
            MigrationId id = MigrationId.of("default", "0001");

            stopped(() -> moved.plan(MigrateOptions.ALL));
            stopped(() -> moved.rollback(RollbackOptions.LAST_BATCH));
            stopped(() -> moved.plan(RollbackOptions.LAST_BATCH));
            stopped(() -> moved.baseline(id, "because"));
            stopped(() -> moved.undoBaseline("default", "because"));
            stopped(() -> moved.accept(id, "because"));
            stopped(() -> moved.forget(List.of(id), "because"));
            stopped(() -> moved.resolve(new Resolution(id, true, OptionalInt.empty(), "because")));
            assertThat(moved.validate()).extracting(Problem::code).contains(ErrorCode.LEDGER_ELSEWHERE);
            assertThat(moved.status().problems()).extracting(Problem::code).containsExactly(ErrorCode.LEDGER_ELSEWHERE);
            Ledger ledger = moved.ledger();
            assertThat(ledger.status().problems())
                    .extracting(Problem::code)
                    .containsExactly(ErrorCode.LEDGER_ELSEWHERE);
            stopped(ledger::verify);
            stopped(ledger::events);
            stopped(ledger::state);
            stopped(() -> {
                try (LedgerSession session = ledger.lock(Duration.ofSeconds(5))) {
                    session.started(MigrationId.of("billing", "42"), "v1");
                }
            });
            assertThat(place.ledgers()).containsExactly("public");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "POSTGRES_13"})
    void aTenantAsksOnce(TestServers server) throws Exception {
        try (Place place = new Place(server)) {
            place.migrator(HITS).build().migrate();
            Migrator.Builder tenant =
                    place.migrator("CREATE TABLE tenant.t (id int);").schema("tenant");
            place.sql.execute("CREATE SCHEMA tenant");
            stopped(() -> tenant.build().migrate());
            assertThat(tenant.newLedger().build().migrate().completed()).hasSize(1);
            assertThat(place.migrator("CREATE TABLE tenant.t (id int);", MORE)
                            .schema("tenant")
                            .build()
                            .migrate()
                            .completed())
                    .hasSize(1);
            assertThat(place.migrator(HITS).build().migrate().isUpToDate()).isTrue();
            assertThat(place.ledgers()).containsExactly("public", "tenant");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "POSTGRES_13"})
    void whatHasNoEventOrOtherColumnsIsNoLedger(TestServers server) throws Exception {
        try (Place place = new Place(server)) {
            place.sql.execute("CREATE SCHEMA app");
            place.sql.execute("CREATE TABLE app.migration_ledger (sequence int, hash text)");
            try (DialectSession session = new PostgresDialect().open(place.connection, SessionOptions.DEFAULTS)) {
                session.createLedgerTable();
            }
            place.sql.execute("ALTER TABLE public.migration_ledger RENAME TO cut_off");
            place.sql.execute("CREATE TEMP TABLE copied AS SELECT * FROM cut_off");
            assertThat(place.migrator(HITS).build().migrate().completed()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "POSTGRES_13"})
    void aLedgerThatThisUserMayNotReadCounts(TestServers server) throws Exception {
        try (Place place = new Place(server)) {
            place.sql.execute("CREATE SCHEMA hidden");
            place.migrator(HITS).schema("hidden").build().migrate();
            place.sql.execute("ALTER ROLE " + place.role + " NOSUPERUSER");
            place.sql.execute("ALTER SCHEMA hidden OWNER TO CURRENT_USER");
            place.sql.execute("ALTER TABLE hidden.migration_ledger OWNER TO CURRENT_USER");
            place.sql.execute("GRANT CREATE ON SCHEMA public TO " + place.role);
            LedgerException error = catchThrowableOfType(
                    LedgerException.class, () -> place.migrator(MORE).build().migrate());
            assertThat(error.code()).isEqualTo(ErrorCode.LEDGER_ELSEWHERE);
            assertThat(error.what()).contains("table migration_ledger in schema hidden (which cannot be read: ");
            assertThat(place.ledgers()).containsExactly("hidden");
        }
    }
}
