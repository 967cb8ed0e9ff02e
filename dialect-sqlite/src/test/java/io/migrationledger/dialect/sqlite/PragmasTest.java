package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of the file stay as a migration leaves them; settings of the connection are put back. */
class PragmasTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @Test
    void theJournalModeThatAMigrationChoosesStays() throws Exception {
        project.script("0001_wal.sql", "PRAGMA journal_mode = WAL;", "CREATE TABLE a (x);")
                .migrate();

        assertThat(project.query("PRAGMA journal_mode")).containsExactly("wal");
    }

    @Test
    void numbersInTheFilesHeaderStay() throws Exception {
        project.script("0001_header.sql", "PRAGMA user_version = 7;", "PRAGMA application_id = 99;")
                .migrate();

        assertThat(project.query("PRAGMA user_version")).containsExactly("7");
        assertThat(project.query("PRAGMA application_id")).containsExactly("99");
    }

    @Test
    void aSettingThatTakesEffectWithTheNextVacuumIsNotPutBackBeforeIt() throws Exception {
        project.script("0001_page_size.sql", "CREATE TABLE a (x);", "PRAGMA page_size = 8192;", "VACUUM;")
                .migrate();

        assertThat(project.query("PRAGMA page_size")).containsExactly("8192");
    }

    @Test
    void settingsOfTheConnectionArePutBack() throws Exception {
        project.script("0001_sort.sql", "PRAGMA reverse_unordered_selects = ON;", "CREATE TABLE a (x);");
        try (Connection connection = project.connect()) {
            Migrator.of(connection).source(project.source()).build().migrate();

            assertThat(SqliteProject.query(connection, "PRAGMA reverse_unordered_selects"))
                    .containsExactly("0");
        }
    }

    @Test
    void settingsOfTheConnectionArePutBackAfterAFailure() throws Exception {
        project.script("0001_sort.sql", "PRAGMA cache_size = 17;", "CREATE TABLE a (x);", "BROKEN;");
        try (Connection connection = project.connect()) {
            String before = SqliteProject.query(connection, "PRAGMA cache_size").get(0);
            Migrator migrator = Migrator.of(connection).source(project.source()).build();

            assertThatThrownBy(migrator::migrate).isInstanceOf(MigrationFailedException.class);

            assertThat(SqliteProject.query(connection, "PRAGMA cache_size")).containsExactly(before);
        }
    }

    @Test
    void foreignKeysAreOffForTheRebuildOfATableAndCheckedBeforeItCommits() throws Exception {
        project.script(
                        "0001_tables.sql",
                        "CREATE TABLE parent (id INTEGER PRIMARY KEY);",
                        "CREATE TABLE child (parent INTEGER REFERENCES parent (id));",
                        "INSERT INTO parent VALUES (1);",
                        "INSERT INTO child VALUES (1);")
                .migrate();
        project.script("0002_break.sql", "PRAGMA foreign_keys = OFF;", "DELETE FROM parent;");
        try (Connection connection = project.connect()) {
            SqliteProject.execute(connection, "PRAGMA foreign_keys = ON");
            Migrator migrator = Migrator.of(connection).source(project.source()).build();

            assertThatThrownBy(migrator::migrate)
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("foreign_key_check");

            assertThat(SqliteProject.query(connection, "SELECT id FROM parent")).containsExactly("1");
            assertThat(SqliteProject.query(connection, "PRAGMA foreign_keys")).containsExactly("1");
        }
    }
}
