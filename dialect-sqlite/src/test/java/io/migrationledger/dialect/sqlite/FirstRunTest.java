package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A first run in a schema that holds something already. */
class FirstRunTest {
    @TempDir
    Path directory;

    private SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 2);
    }

    private LedgerException refused() {
        LedgerException[] refused = new LedgerException[1];
        assertThatThrownBy(project::migrate)
                .isInstanceOfSatisfying(LedgerException.class, error -> refused[0] = error)
                .extracting(error -> ((LedgerException) error).code())
                .isEqualTo(ErrorCode.NOT_EMPTY);
        return refused[0];
    }

    @Test
    void stopsAndSaysWhatIsThere() throws SQLException {
        project.execute("CREATE TABLE users (id INTEGER)", "CREATE VIEW names AS SELECT id FROM users");
        LedgerException error = refused();
        assertThat(error.what())
                .isEqualTo("there is no ledger here, and the schema is not empty: it holds table users, view names");
        assertThat(error.next()).contains("Migrator.baseline(id, reason)").contains("onExisting(OnExisting.RUN)");
        assertThat(project.tables()).containsExactly("users");
        assertThat(project.query("SELECT name FROM sqlite_master WHERE name = 'migration_ledger'"))
                .isEmpty();
    }

    @Test
    void namesAFewOfManyObjects() throws SQLException {
        for (int i = 1; i <= 8; i++) {
            project.execute("CREATE TABLE old" + i + " (id INTEGER)");
        }
        assertThat(refused().what()).endsWith("table old1, table old2, table old3, table old4, table old5 and 3 more");
    }

    @ParameterizedTest
    @CsvSource({
        "flyway_schema_history, Flyway",
        "DATABASECHANGELOG, Liquibase",
        "schema_migrations, 'golang-migrate, Rails or dbmate'",
        "_prisma_migrations, Prisma",
        "goose_db_version, goose",
        "alembic_version, Alembic",
        "django_migrations, Django"
    })
    void namesTheToolWhoseHistoryIsThere(String table, String tool) throws SQLException {
        for (int i = 1; i <= 8; i++) {
            project.execute("CREATE TABLE a" + i + " (id INTEGER)");
        }
        project.execute("CREATE TABLE " + table + " (id INTEGER)");
        assertThat(refused().what()).endsWith("; " + table + " is the history of " + tool);
    }

    @Test
    void planValidateAndStatusSayItToo() throws SQLException {
        project.execute("CREATE TABLE users (id INTEGER)");
        assertThatThrownBy(project::planned)
                .isInstanceOfSatisfying(
                        LedgerException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_EMPTY));
        assertThat(project.problems()).containsExactly("NOT_EMPTY");
        assertThat(project.migrator().status().problems())
                .extracting(problem -> problem.code())
                .containsExactly(ErrorCode.NOT_EMPTY);
    }

    @Test
    void runsWhereThatIsAskedForAndSaysSo() throws SQLException {
        project.execute("CREATE TABLE users (id INTEGER)");
        Migrator migrator = project.builder().onExisting(OnExisting.RUN).build();
        assertThat(migrator.validate()).isEmpty();
        assertThat(migrator.plan(MigrateOptions.ALL).notes())
                .containsExactly("the ledger begins in a schema that holds table users already");
        MigrateResult result = migrator.migrate();
        assertThat(result.completed()).hasSize(2);
        assertThat(result.notes()).containsExactly("the ledger begins in a schema that holds table users already");
        project.tables(3, 3);
        assertThat(project.migrate()).as("it is asked once").containsExactly("0003");
    }

    @Test
    void goesOnAfterABaseline() throws SQLException {
        project.execute("CREATE TABLE t1 (a INTEGER)");
        refused();
        project.migrator().baseline(MigrationId.of("0001"), "made by hand");
        assertThat(project.migrate()).containsExactly("0002");
    }

    /** What environment it is says nothing of migrations: the first run is still to come, and comes once. */
    @Test
    void anEnvironmentIsNoFirstRun() throws SQLException {
        project.execute("CREATE TABLE users (id INTEGER)");
        project.migrator().declareEnvironment("test", "a copy");
        refused();
        assertThat(project.tables()).containsExactly("users");
        assertThat(project.builder()
                        .onExisting(OnExisting.RUN)
                        .build()
                        .migrate()
                        .completed())
                .hasSize(2);
        project.migrator().declareEnvironment("staging", "it was moved");
        project.tables(3, 3);
        assertThat(project.migrate()).containsExactly("0003");
    }

    @Test
    void anEmptyLedgerTableIsNoReasonToStop() throws SQLException {
        project.migrate();
        project.execute("DROP TABLE t1", "DROP TABLE t2");
        // As a crash leaves it where the table is made in a commit of its own.
        project.execute("CREATE TABLE copy AS SELECT * FROM migration_ledger WHERE 0");
        project.execute("DROP TABLE migration_ledger", "ALTER TABLE copy RENAME TO migration_ledger");
        assertThat(project.migrate()).containsExactly("0001", "0002");
    }

    @Test
    void whatSqliteKeepsForItselfDoesNotCount() throws SQLException {
        project.execute("CREATE TABLE x (id INTEGER PRIMARY KEY AUTOINCREMENT)", "DROP TABLE x");
        assertThat(project.query("SELECT name FROM sqlite_master")).containsExactly("sqlite_sequence");
        assertThat(project.migrate()).containsExactly("0001", "0002");
    }

    @Test
    void nothingToRunIsNoFirstRun() throws SQLException {
        project.execute("CREATE TABLE users (id INTEGER)");
        for (int i = 1; i <= 2; i++) {
            project.delete("%04d_t%d.sql".formatted(i, i)).delete("%04d_t%d.down.sql".formatted(i, i));
        }
        assertThat(project.migrate()).isEmpty();
    }
}
