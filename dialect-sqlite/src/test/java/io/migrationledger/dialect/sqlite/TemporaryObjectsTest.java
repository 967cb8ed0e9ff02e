package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a migration makes in the connection is gone for the next one; what the caller had there stays. */
class TemporaryObjectsTest {
    private static final String OBJECTS =
            "SELECT type || ' ' || name FROM sqlite_temp_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1";

    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @Test
    void aTemporaryTableDoesNotStandInFrontOfTheOneOfTheFileForTheNextMigration() throws Exception {
        project.script(
                        "0001_a.sql",
                        "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT);",
                        "CREATE TEMP TABLE t (id INTEGER PRIMARY KEY, v TEXT);",
                        "INSERT INTO t VALUES (1, 'temp');")
                .script("0002_b.sql", "INSERT INTO t VALUES (2, 'b');")
                .migrate();

        assertThat(project.query("SELECT id FROM t")).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE x (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO x DEFAULT VALUES",
                "CREATE TEMPORARY VIEW x AS SELECT 1 AS id",
                "CREATE TABLE temp.x (id INTEGER)",
                "CREATE TABLE \"TEMP\".x (id INTEGER)",
                "create /* c */ temp table if not exists x (id INTEGER); CREATE INDEX i ON x (id)",
                "CREATE TEMP TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM t; END",
                "CREATE VIRTUAL TABLE temp.x USING fts5 (id)",
                "PRAGMA writable_schema = ON; CREATE TEMP TABLE x (id)"
            })
    void nothingOfTheConnectionIsLeft(String statements) throws Exception {
        project.script("0001_t.sql", "CREATE TABLE t (id INTEGER);")
                .script("0002_a.sql", statements + ";")
                .script("0002_a.down.sql", statements + ";")
                .script("0003_b.sql", statements + ";", "INSERT INTO t VALUES (3);")
                .script("0003_b.down.sql", statements + ";", "DELETE FROM t;")
                .script("R__c.sql", statements + ";", "INSERT INTO t VALUES (4);");
        try (Connection connection = project.connect()) {
            List<String> before = SessionFacts.session(connection);
            Migrator migrator = Migrator.of(connection).source(project.source()).build();
            migrator.migrate();
            assertThat(SessionFacts.session(connection)).isEqualTo(before);
            migrator.rollback(RollbackOptions.to(MigrationId.of("0001")));
            assertThat(SessionFacts.session(connection)).isEqualTo(before);
        }
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whatTheCallerHadStays() throws Exception {
        project.script("0001_t.sql", "CREATE TABLE t (id INTEGER);", "CREATE TEMP VIEW v AS SELECT 1;")
                .script(
                        "0002_a.sql",
                        "CREATE TEMP TABLE scratch (id INTEGER PRIMARY KEY, up INTEGER REFERENCES scratch (id));",
                        "INSERT INTO scratch VALUES (1, 1), (2, 1);",
                        "CREATE INDEX scratch_index ON scratch (id);",
                        "PRAGMA foreign_keys = ON;",
                        "PRAGMA temp_store = MEMORY;",
                        "INSERT INTO t SELECT id FROM given;",
                        "INSERT INTO given VALUES (8);",
                        "CREATE INDEX found ON given (id);") // no word of this statement says that it is temporary
                .script("0003_b.sql", "CREATE TABLE scratch (other);");
        try (Connection connection = project.connect()) {
            SqliteProject.execute(
                    connection,
                    "CREATE TEMP TABLE given (id INTEGER)",
                    "CREATE TEMP TRIGGER mine AFTER INSERT ON given BEGIN SELECT 1; END",
                    "INSERT INTO given VALUES (7)",
                    "ATTACH ':memory:' AS beside");
            List<String> before = SessionFacts.session(connection);
            Migrator.of(connection).source(project.source()).build().migrate();

            assertThat(SessionFacts.session(connection)).isEqualTo(before);
            assertThat(SqliteProject.query(connection, OBJECTS)).containsExactly("table given", "trigger mine");
            assertThat(SqliteProject.query(connection, "SELECT id FROM given")).containsExactly("7", "8");
        }
        assertThat(project.query("SELECT id FROM t")).containsExactly("7");
    }

    @Test
    void aMigrationThatDropsWhatTheCallerHadFails() throws Exception {
        project.script("0001_t.sql", "CREATE TABLE t (id INTEGER);", "DROP TABLE temp.given;");
        try (Connection connection = project.connect()) {
            SqliteProject.execute(connection, "CREATE TEMP TABLE given (id INTEGER)");
            Migrator migrator = Migrator.of(connection).source(project.source()).build();

            assertThatThrownBy(migrator::migrate)
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("temporary table given");

            assertThat(SqliteProject.query(connection, OBJECTS)).containsExactly("table given");
        }
        assertThat(project.tables()).isEmpty();
        assertThat(project.history()).containsExactly("STARTED 0001", "FAILED/ERROR 0001");
    }

    @Test
    void theLedgersOwnRowsGoIntoTheFileWhateverATemporaryTableIsCalled() throws Exception {
        try (Connection connection = project.connect()) {
            SqliteProject.execute(connection, "CREATE TEMP TABLE migration_ledger (id INTEGER)");
            project.script("0001_a.sql", "CREATE TABLE t (id INTEGER);", "INSERT INTO t VALUES (1);")
                    .script("0002_b.sql", "INSERT INTO t VALUES (2);");
            Migrator.of(connection).source(project.source()).build().migrate();
        }
        assertThat(project.history()).containsExactly("STARTED 0001", "APPLIED 0001", "STARTED 0002", "APPLIED 0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aTemporaryTableThatACrashWouldTakeAwayIsRefused() throws Exception {
        project.script(
                "0001_a.sql",
                "CREATE TABLE t (id INTEGER);",
                "CREATE TEMP TABLE ids AS SELECT id FROM t;",
                "VACUUM;",
                "DELETE FROM t WHERE id IN (SELECT id FROM ids);");
        LedgerException error = Refusal.refused(ErrorCode.REFUSED_STATEMENT, project::migrate);

        assertThat(error.what()).contains("0001_a.sql:3");
        assertThat(error.next()).contains("line 2");
        assertThat(project.history()).isEmpty();

        project.script(
                "0001_a.sql",
                "-- ledger: transaction=none",
                "CREATE TABLE t (id INTEGER);",
                "CREATE TEMP TABLE x (a);");
        assertThat(Refusal.refused(ErrorCode.REFUSED_STATEMENT, project::migrate)
                        .what())
                .contains("0001_a.sql:3");
    }

    @Test
    void aTemporaryTableThatIsDroppedBeforeIsFine() throws Exception {
        project.script(
                        "0001_a.sql",
                        "CREATE TABLE t (id INTEGER);",
                        "CREATE TEMP TABLE ids AS SELECT id FROM t;",
                        "CREATE TEMP TRIGGER tr AFTER INSERT ON ids BEGIN SELECT 1; END;",
                        "DROP TABLE temp.ids;",
                        "VACUUM;",
                        "PRAGMA journal_mode = WAL;")
                .migrate();
        assertThat(project.tables()).containsExactly("t");
    }

    @Test
    void namesThatLookTemporaryAreNotRefused() throws Exception {
        project.script(
                        "0001_a.sql",
                        "-- ledger: transaction=none",
                        "CREATE TABLE temp (temporary INTEGER);",
                        "CREATE TABLE \"temporary\" (temp INTEGER);",
                        "CREATE VIEW v AS SELECT temporary AS temp FROM main.temp AS temporary;",
                        "CREATE INDEX temp_index ON temp (temporary);",
                        "INSERT INTO temp VALUES (1);")
                .migrate();
        assertThat(project.tables()).containsExactly("temp", "temporary");
    }
}
