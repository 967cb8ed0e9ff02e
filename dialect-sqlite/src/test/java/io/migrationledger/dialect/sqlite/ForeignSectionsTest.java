package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of tools that hold both directions in one: never both halves, one after the other. */
class ForeignSectionsTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void twoUsers() throws Exception {
        project = new SqliteProject(directory).overExisting();
        project.execute("CREATE TABLE users (id INT)", "INSERT INTO users VALUES (1), (2)");
    }

    @ParameterizedTest
    @CsvSource({
        "goose, -- +goose Up, -- +goose Down",
        "goose, -- +goose NO TRANSACTION, -- +goose down",
        "sql-migrate, -- +migrate Up notransaction, -- +migrate Down",
        "micrate, -- +micrate Up, -- +micrate Down",
        "dbmate, -- migrate:up transaction:false, -- migrate:down",
        "dbmate, --migrate:up, --migrate:down",
        "rambler, -- rambler up, -- rambler down",
        "MyBatis Migrations, -- // the mail, -- //@UNDO",
        "node-pg-migrate, -- Up Migration, -- Down Migration",
        "Atlas, -- atlas:txtar, -- down.sql --",
        "Liquibase, --liquibase formatted sql, --rollback DELETE FROM users;",
        "Liquibase, --changeset mira:1 dbms:oracle, --rollback empty"
    })
    void areRefusedNamingFileAndLineAndWhatToDo(String tool, String up, String down) throws Exception {
        String[] lines = {
            "-- The mail of a user", up, "ALTER TABLE users ADD COLUMN mail TEXT;", "  " + down, "DELETE FROM users;"
        };
        for (String name : new String[] {"0001_a.sql", "0001_a.sqlite.sql", "R__a.sql"}) {
            SqliteProject one = new SqliteProject(directory.resolve(name), "../test.db")
                    .overExisting()
                    .script(name, lines);

            LedgerException error = refused(ErrorCode.FOREIGN_SECTIONS, one::migrate);
            assertThat(error.what()).contains(name + ":", " is a mark of " + tool);
            assertThat(error.next()).contains(".down.sql", "take the marks out");
            assertThat(one.problems()).containsExactly("FOREIGN_SECTIONS");
        }
        assertThat(project.query("SELECT count(*) FROM users")).containsExactly("2");
        assertThat(project.tables()).containsExactly("users");
    }

    @Test
    void areRefusedInADownScriptToo() {
        project.script("0001_a.sql", "SELECT 1;").script("0001_a.down.sql", "SELECT 2;", "-- +goose Down");

        assertThat(refused(ErrorCode.FOREIGN_SECTIONS, project::migrate).what()).contains("0001_a.down.sql:2");
    }

    @Test
    void proseAndDataThatSpeakOfThemAreNoMarks() {
        project.script(
                "0001_a.sql",
                "-- Came from goose: the line -- +goose Up is gone.",
                "-- Down migration: see 0001_a.down.sql",
                "INSERT INTO users VALUES ('",
                "-- +goose Down",
                "');",
                "/*",
                "-- migrate:down",
                "*/");

        assertThat(project.migrate()).containsExactly("0001");
    }
}
