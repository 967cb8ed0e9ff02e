package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ledger squash}: the file that it writes, and what it refuses by name. */
class SquashCommandTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory);
    }

    private String written(String name) throws IOException {
        return Files.readString(at.path("migrations/" + name));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(at.path("migrations"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String refused(String... args) {
        Workplace.Result result = at.run(args);
        assertThat(result.code()).as(result.out()).isNotZero();
        return result.err() + result.out();
    }

    /** What a script stands for is in effect by that alone: an answer of a person would count it twice, or not at all. */
    @Test
    void whatAScriptStandsForIsNotDeclaredAgain() throws Exception {
        at.shop().run("migrate");
        String users = written("0001_create_users.sql");
        String mira = written("0002_add_mira.sql");
        at.run("squash", "0002", "--name", "schema of 2026", "--delete");
        at.run("migrate");
        for (String answer : List.of("--applied", "--not-applied")) {
            assertThat(refused("resolve", "0001", answer, "--reason", "looked"))
                    .startsWith("ML-1309  migration 0001 is in effect by 0002, which stands for it");
        }
        at.migration("0001_create_users.sql", users).migration("0002_add_mira.sql", mira);
        Files.delete(at.path("migrations/0002_schema_of_2026.sql"));
        Files.delete(at.path("migrations/0002_schema_of_2026.down.sql"));
        assertThat(refused("baseline", "0002", "--reason", "an older directory"))
                .contains("everything up to 0002 is in effect already");
    }

    @Test
    void oneScriptFromTwo() throws Exception {
        at.shop().run("migrate");
        assertThat(at.run("squash", "0002", "--name", "The schema of 2026", "--delete")
                        .out())
                .isEqualTo("""
                        Created DIR/migrations/0002_the_schema_of_2026.sql
                        Created DIR/migrations/0002_the_schema_of_2026.down.sql
                        It stands for 2 migrations (0001 to 0002, 3 statements).
                        Next:
                          1. The 4 files that it replaces were deleted: keep them in your version control.
                          2. Deploy it where all of them are in effect ('ledger status' says so): 'ledger migrate' records it and runs nothing.
                             A database that has only a part of them must run the old files first.
                        """);
        assertThat(files()).containsExactly("0002_the_schema_of_2026.down.sql", "0002_the_schema_of_2026.sql");
        assertThat(written("0002_the_schema_of_2026.sql")).isEqualTo("""
                        -- description: The schema of 2026
                        -- ledger: replaces=0001,0002

                        -- 0001 0001_create_users.sql
                        CREATE TABLE users (id INTEGER, name TEXT);

                        -- 0002 0002_add_mira.sql
                        INSERT INTO users VALUES (1, 'Mira');
                        INSERT INTO users VALUES (2, 'Jo');
                        """);
        assertThat(written("0002_the_schema_of_2026.down.sql"))
                .containsSubsequence("DELETE FROM users;", "DROP TABLE users;");
        assertThat(at.run("status").out()).contains("Note: migration 0002 stands for 2 migrations (0001 to 0002)");
        assertThat(at.run("plan").out()).endsWith("runs nothing of it\nNothing is pending.\n");

        Workplace.Result recorded = at.run("migrate");
        assertThat(recorded.code()).isZero();
        assertThat(recorded.out()).startsWith("Nothing is pending: 1 migration is in effect.\nHead: 6 ");
        assertThat(recorded.err())
                .isEqualTo(
                        "Note: migration 0002 now stands for 2 migrations (0001 to 0002), which are in effect: that was recorded, and"
                                + " nothing was run\n");
        assertThat(at.query("SELECT COUNT(*) FROM users")).isEqualTo("2");
        assertThat(at.run("status").out()).contains("squashed  0002").contains("1 migration: 1 squashed.");
        assertThat(at.run("status", "--recorded").out()).contains("squashed  0001");
        assertThat(at.run("history", "--limit", "2").out())
                .containsPattern("5 +\\S+ \\S+ +squashed +0001 +2 +migration 0002 stands for it")
                .containsPattern("6 +\\S+ \\S+ +applied +0002 +2 +stands for 2 migrations: The schema of 2026");
        assertThat(at.run("verify").code()).isZero();
        assertThat(at.run("validate").code()).isZero();
        assertThat(at.run("status", "--check").code()).isZero();
        assertThat(at.run("rollback", "--all", "--yes").out()).startsWith("Nothing to roll back");

        Files.delete(at.database());
        assertThat(at.run("migrate").out()).contains("applied  0002  The schema of 2026");
        assertThat(at.query("SELECT COUNT(*) FROM users")).isEqualTo("2");
        assertThat(at.run("rollback").out()).contains("Rolled back 1 migration in ");
    }

    @Test
    void theOldFilesStayUnlessTheyAreToGo() throws Exception {
        at.shop().run("migrate");
        assertThat(at.run("squash", "2", "--name", "all").out())
                .contains("  1. Delete the 4 files that it replaces (DIR/migrations/0001_create_users.sql, ");
        assertThat(files()).hasSize(6);
        assertThat(refused("migrate")).contains("ML-1204").contains("migration 0002 is replaced by");
        assertThat(refused("squash", "2", "--name", "all")).contains("ML-1204");
    }

    @Test
    void aSecondCallDeletesWhatTheFirstOneLeft() throws Exception {
        at.shop().run("migrate");
        assertThat(at.run("squash", "2", "--name", "All of it").out())
                .contains("by hand, or with this command and --delete; until then 'ledger migrate' refuses.");
        String script = written("0002_all_of_it.sql");
        assertThat(at.run("squash", "2", "--name", "All of it", "--delete").out())
                .isEqualTo("""
                        DIR/migrations/0002_all_of_it.sql is there already, as it is written.
                        DIR/migrations/0002_all_of_it.down.sql is there already, as it is written.
                        It stands for 2 migrations (0001 to 0002, 3 statements).
                        Next:
                          1. The 4 files that it replaces were deleted: keep them in your version control.
                          2. Deploy it where all of them are in effect ('ledger status' says so): 'ledger migrate' records it and runs nothing.
                             A database that has only a part of them must run the old files first.
                        """);
        assertThat(files()).containsExactly("0002_all_of_it.down.sql", "0002_all_of_it.sql");
        assertThat(written("0002_all_of_it.sql")).isEqualTo(script);
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("status", "--check").code()).isZero();
        assertThat(refused("squash", "2", "--name", "All of it", "--delete")).contains("there is nothing to squash");
    }

    @Test
    void aSecondCallDeletesNothingBesideAScriptThatIsAnother() throws Exception {
        at.shop().run("squash", "2", "--name", "all");
        String script = written("0002_all.sql");
        at.migration("0002_all.sql", script + "-- checked\n");
        assertThat(refused("squash", "2", "--name", "all", "--delete"))
                .startsWith("ML-1316  the file DIR/migrations/0002_all.sql is not what squash would write now");
        at.migration("0002_all.sql", script);
        String down = written("0002_all.down.sql");
        Files.delete(at.path("migrations/0002_all.down.sql"));
        assertThat(refused("squash", "2", "--name", "all", "--delete"))
                .startsWith("ML-1316  the file DIR/migrations/0002_all.down.sql is not there");
        at.migration("0002_all.down.sql", down)
                .migration("0001_create_users.sql", "CREATE TABLE users (id INTEGER);\n");
        assertThat(refused("squash", "2", "--name", "all", "--delete")).startsWith("ML-1316  ");
        assertThat(refused("squash", "2", "--name", "add mira", "--delete")).startsWith("ML-1204  ");
        assertThat(files()).hasSize(6);
    }

    @Test
    void aSecondCallFinishesFlywaysLayoutToo() throws Exception {
        at.migration("V1__a.sql", "CREATE TABLE a (x);\n").migration("V2__b.sql", "CREATE TABLE b (x);\n");
        assertThat(at.run("squash", "2", "--name", "x y").code()).isZero();
        Workplace.Result second = at.run("squash", "2", "--name", "x y", "--delete", "--format", "json");
        assertThat(second.out()).contains("\"created\" : [ ]", "\"deleted\" : true");
        assertThat(files()).containsExactly("V2__x_y.sql");
    }

    @Test
    void settingsBesideAScriptGoWithIt() throws Exception {
        at.shop().migration("0002_add_mira.sql.ledger", "description=The first users\n");
        at.run("migrate");
        assertThat(at.run("squash", "2", "--name", "all", "--delete").out()).contains("The 5 files that it replaces");
        assertThat(files()).noneMatch(file -> file.contains("add_mira"));
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("status", "--check").code()).isZero();
    }

    @Test
    void whatHasANameForAnIdIsRefused() throws Exception {
        at.shop().migration("0001_create_users.sql.ledger", "id=users\n");
        at.migration("0001_create_users.down.sql.ledger", "id=users\n");
        List<String> before = files();
        assertThat(refused("squash", "2", "--name", "all", "--delete"))
                .startsWith("ML-1316  DIR/migrations/0001_create_users.sql: the id users is no version");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatMustNotRunIsNotJoined() throws Exception {
        at.shop().migration("0002_add_mira.sql.ledger", "refused=goose's ENVSUB. Write the values.\n");
        assertThat(refused("squash", "2", "--name", "all")).contains("goose's ENVSUB");
        assertThat(files()).noneMatch(file -> file.contains("all"));
    }

    @ParameterizedTest
    @CsvSource({"2_b.postgresql.sql", "2_b.mariadb.sql", "2_b.h2.sql"})
    void aVariantOfAnyNameIsSeen(String variant) throws Exception {
        at.migration("1_a.sql", "CREATE TABLE a (x INT);\n")
                .migration("2_b.sql", "CREATE TABLE b (x INT);\n")
                .migration(variant, "CREATE TABLE b (x BIGINT);\n");
        assertThat(refused("squash", "2", "--name", "x", "--dialect", "sqlite", "--delete"))
                .startsWith("ML-1002  --delete");
        assertThat(files()).containsExactly("1_a.sql", variant, "2_b.sql");
    }

    @Test
    void aPartIsRefused() throws Exception {
        at.shop().run("migrate", "--limit", "1");
        at.run("squash", "2", "--name", "all", "--delete");
        assertThat(refused("migrate"))
                .startsWith(
                        "ML-1313  DIR/migrations/0002_all.sql: migration 0002 stands for 2 migrations (0001 to 0002), and"
                                + " only some are in effect; not in effect: 0002; in effect: 0001\n");
        assertThat(at.run("status", "--check").code()).isEqualTo(3);
    }

    /** What stands between two scripts: no semicolon at the end, a comment without its line's end, CRLF, BEGIN and COMMIT. */
    @Test
    void scriptsAreKeptApart() throws Exception {
        at.migration(
                        "1_a.sql",
                        "-- author: Mira\n-- ledger: statement-timeout=1m\n/* two\nlines */\nCREATE TABLE a (x)")
                .migration(
                        "2_b.sql", "-- ledger: statement-timeout=60s\r\nBEGIN;\r\nCREATE TABLE b (x);\r\nCOMMIT;\r\n")
                .migration("3_c.sql", "-- ledger: statement-timeout=1m\nINSERT INTO a VALUES (1) -- the first")
                .migration("4_none.sql", "-- ledger: statement-timeout=1m\n-- nothing\n")
                .migration(
                        "5_d.sql",
                        "-- ledger: statement-timeout=1m\nCREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO b VALUES (1);"
                                + " END;\nINSERT INTO a VALUES ('${$}{x};')");
        assertThat(at.run("squash", "5", "--name", "x", "--delete").err()).isEmpty();
        String text = written("5_x.sql");
        assertThat(text)
                .startsWith(
                        "-- description: x\n-- ledger: replaces=1,2,3,4,5\n-- ledger: statement-timeout=60000ms\n\n-- 1 1")
                .contains("\n-- author Mira\n/* two\nlines */\nCREATE TABLE a (x)\n;\n")
                .contains("INSERT INTO a VALUES (1) -- the first\n;\n")
                .doesNotContain("COMMIT");
        assertThat(at.run("migrate").out()).contains("Applied 1 migration");
        assertThat(at.query("SELECT group_concat(x) FROM a")).isEqualTo("1,${x};");
        assertThat(at.query("SELECT COUNT(*) FROM b")).isEqualTo("1");
        assertThat(files()).containsExactly("5_x.sql");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sqlite   | PRAGMA foreign_keys = OFF;               | changes the session",
                "sqlite   | CREATE TEMP TABLE x (a);                 | is there until the session ends",
                "postgres | SET search_path = other;                 | changes the session",
                "postgres | SELECT set_config('search_path', 'x', false); | changes the session",
                "postgres | SELECT * INTO TEMP b FROM a;             | is there until the session ends",
                "postgres | WITH c AS (SELECT 1) SELECT * INTO TEMPORARY TABLE b FROM c; | is there until the session ends",
                "postgres | CREATE TABLE pg_temp.t (x INT);          | is there until the session ends",
                "postgres | CREATE OR REPLACE FUNCTION \"pg_temp\".f() RETURNS INT LANGUAGE sql AS 'SELECT 1'; | is there until",
                "mysql    | SET sql_mode = 'ANSI';                   | changes the session",
                "mysql    | CREATE TEMPORARY TABLE x (a INT);        | changes the session",
                "postgres | -- ledger: transaction=none              | transaction is not as in those before it",
                "sqlite   | -- ledger: lock-timeout=5s               | lock-timeout is not as in those before it",
                "sqlite   | -- ledger: placeholders=none             | placeholders is not as in those before it"
            })
    void whatCannotBeJoinedIsRefusedByName(String dialect, String script, String why) throws Exception {
        at.migration("1_a.sql", "CREATE TABLE a (x INT);\n").migration("2_b.sql", script + "\n");
        assertThat(refused("squash", "2", "--name", "x", "--dialect", dialect))
                .startsWith("ML-1316  DIR/migrations/2_b.sql:")
                .contains(why)
                .contains("'-- ledger: replaces=…'");
        assertThat(files()).containsExactly("1_a.sql", "2_b.sql");
    }

    @Test
    void usage() throws Exception {
        at.shop();
        assertThat(refused("squash", "1", "--name", "x")).startsWith("ML-1002  there is nothing to squash");
        assertThat(refused("squash", "9", "--name", "x")).startsWith("ML-1305");
        assertThat(refused("squash", "2", "--from", "2", "--name", "x")).startsWith("ML-1002");
        assertThat(refused("squash", "2", "--name", "–")).startsWith("ML-1002  the name '–' has no letter");
        assertThat(refused("squash", "2")).startsWith("ML-1002  missing ");
        assertThat(files()).hasSize(4);
    }

    /** What is squashed requires what its parts required; what stands between others cannot. */
    @Test
    void requirementsGoOn() throws Exception {
        at.migration("1_a.sql", "-- ledger: requires=billing:7\nCREATE TABLE a (x);\n")
                .migration("2_b.sql", "-- ledger: requires=1\nCREATE TABLE b (x);\n")
                .file("billing/7_c.sql", "CREATE TABLE c (x);\n")
                .environment("LEDGER_DIR", "migrations,billing=billing");
        at.run("squash", "2", "--name", "x", "--delete");
        assertThat(written("2_x.sql"))
                .contains("-- ledger: requires=billing:7\n")
                .doesNotContain("requires=main:1");
        assertThat(at.run("migrate").out()).containsSubsequence("billing:7", "2 ");

        at.migration("3_d.sql", "SELECT 1;\n").file("billing/8_e.sql", "-- ledger: requires=main:3\nSELECT 1;\n");
        at.migration("4_f.sql", "-- ledger: requires=billing:8\nSELECT 1;\n");
        assertThat(refused("squash", "4", "--from", "3", "--name", "x")).contains("require each other in a circle");
    }

    /** One that stands for others already is put into the next. */
    @Test
    void again() throws Exception {
        at.shop().run("migrate");
        at.run("squash", "2", "--name", "first", "--delete");
        at.run("migrate");
        at.migration("0003_c.sql", "CREATE TABLE c (x);\n").run("migrate");
        assertThat(at.run("squash", "3", "--name", "second", "--delete").out())
                .contains("It stands for 3 migrations (0001 to 0003, 4 statements).")
                .contains("Note: no down script was written, as migration 0003 has none");
        assertThat(written("0003_second.sql")).contains("-- ledger: replaces=0001,0002,0003\n");
        assertThat(at.run("migrate").err()).contains("migration 0003 now stands for 3 migrations (0001 to 0003)");
        assertThat(at.run("migrate").out()).isEqualTo("Nothing is pending: 1 migration is in effect.\n");
    }

    @ParameterizedTest
    @CsvSource({
        "V1__a.sql, V2__b.sql, V2__x.sql",
        "1_a.up.sql, 2_b.up.sql, 2_x.up.sql",
        "0001_a.sql, 0002_b.sql, 0002_x.sql"
    })
    void isNamedAsTheOthersAre(String first, String second, String squashed) throws Exception {
        at.migration(first, "CREATE TABLE a (x);\n").migration(second, "CREATE TABLE b (x);\n");
        at.run("squash", "2", "--name", "x", "--delete");
        assertThat(files()).containsExactly(squashed);
        assertThat(at.run("migrate").out()).contains("Applied 1 migration");
    }

    /** Each has marks, a folder or a list of its own, which a plain script beside the others does not have. */
    @ParameterizedTest
    @CsvSource({
        "goose, 1_a.sql, 2_b.sql, -- +goose Up",
        "dbmate, 1_a.sql, 2_b.sql, -- migrate:up",
        "diesel, 1_a/up.sql, 2_b/up.sql, --",
        "prisma, 1_a/migration.sql, 2_b/migration.sql, --",
        "pop, 1_a.sqlite.up.sql, 2_b.sqlite.up.sql, --"
    })
    void anotherToolsLayoutIsRefusedByName(String layout, String first, String second, String mark) throws Exception {
        at.file("migrations/" + first, mark + "\nCREATE TABLE a (x INT);\n")
                .file("migrations/" + second, mark + "\nCREATE TABLE b (x INT);\n");
        List<String> before = files();
        assertThat(refused("squash", "2", "--name", "x", "--layout", layout))
                .startsWith("ML-1316  DIR/migrations/" + first + ": scripts in the layout " + layout)
                .contains("'-- ledger: replaces=…'");
        assertThat(files()).isEqualTo(before);
    }

    /** Flyway's callbacks are around the new script once, and not once for each that it replaces. */
    @Test
    void flywaysCallbacksStayOutside() throws Exception {
        at.migration("V1__a.sql", "CREATE TABLE a (x);\nCREATE TABLE seen (x);\n")
                .migration("U1__a.sql", "DROP TABLE a;\n")
                .migration("V2__b.sql", "CREATE TABLE b (x);\n")
                .migration("U2__b.sql", "DROP TABLE b;\n")
                .migration("beforeMigrate.sql", "SELECT 1;\n")
                .migration("beforeEachMigrate.sql", "SELECT 'before';\n")
                .migration("afterEachMigrate.sql", "INSERT INTO seen VALUES ('up');\n")
                .migration("afterEachUndo.sql", "INSERT INTO seen VALUES ('down');\n");
        assertThat(at.run("squash", "2", "--name", "x", "--delete").out()).contains("(1 to 2, 3 statements)");
        assertThat(written("V2__x.sql")).doesNotContain("before").doesNotContain("INSERT");
        assertThat(written("U2__x.sql")).doesNotContain("INSERT");
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.query("SELECT group_concat(x) FROM seen")).isEqualTo("up");
        assertThat(at.run("rollback", "--yes").code()).isZero();
        assertThat(at.query("SELECT group_concat(x) FROM seen")).isEqualTo("up,down");
    }

    @Test
    void flywaysSettingsGoWithTheirScripts() throws Exception {
        String apart = "executeInTransaction=false\n";
        at.migration("V1__a.sql", "CREATE TABLE a (x);\n")
                .migration("V1__a.sql.conf", apart)
                .migration("U1__a.sql", "DROP TABLE a;\n")
                .migration("U1__a.sql.conf", apart)
                .migration("V2__b.sql", "CREATE TABLE b (x);\n")
                .migration("V2__b.sql.conf", apart)
                .migration("U2__b.sql", "DROP TABLE b;\n")
                .migration("U2__b.sql.conf", apart);
        assertThat(at.run("squash", "2", "--name", "x", "--delete").out()).contains("The 8 files that it replaces");
        assertThat(files()).containsExactly("U2__x.sql", "V2__x.sql");
        assertThat(written("V2__x.sql")).contains("-- ledger: transaction=none\n");
        assertThat(at.run("migrate").out()).contains("Applied 1 migration");
    }

    @Test
    void nothingIsWrittenWhereOneOfTheFilesIsThere() throws Exception {
        at.shop();
        Files.createDirectory(at.path("migrations/0002_x.down.sql"));
        assertThat(refused("squash", "2", "--name", "x", "--delete"))
                .contains("the file DIR/migrations/0002_x.down.sql exists already")
                .contains("Nothing in the database was changed.");
        assertThat(files()).hasSize(5).doesNotContain("0002_x.sql");
    }

    /** A name of 255 bytes can be written, and one of 260 cannot: the down script's. */
    @Test
    void nothingIsWrittenWhereOneOfTheFilesCannotBe() throws Exception {
        at.shop();
        String words = "x".repeat(255 - "0002_.sql".length());
        assertThat(refused("squash", "2", "--name", words, "--delete"))
                .contains("DIR/migrations/0002_" + words + ".down.sql cannot be written: File name too long")
                .contains("Nothing in the database was changed.");
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "0001_create_users.sql",
                        "0001_create_users.down.sql",
                        "0002_add_mira.sql",
                        "0002_add_mira.down.sql");
    }

    @Test
    void whereScriptsDifferBetweenDatabases() throws Exception {
        at.migration("1_a.sql", "CREATE TABLE a (x INT);\n")
                .migration("2_b.sql", "CREATE TABLE b (x INT);\n")
                .migration("2_b.mysql.sql", "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\n")
                .migration("3_c.sql", "CREATE TABLE c (x INT)\n");
        assertThat(refused("squash", "3", "--name", "x", "--dialect", "sqlite,mysql", "--delete"))
                .startsWith("ML-1002  --delete");
        assertThat(at.run("squash", "3", "--name", "x", "--dialect", "sqlite,mysql")
                        .out())
                .contains("Created DIR/migrations/3_x.sqlite.sql\nCreated DIR/migrations/3_x.mysql.sql\n")
                .contains("  1. Delete the 4 files");
        assertThat(written("3_x.mysql.sql"))
                .contains("CREATE PROCEDURE p() BEGIN SELECT 1; END//\nDELIMITER ;\n")
                .contains("CREATE TABLE c (x INT)\n;\n");
        for (String old : List.of("1_a.sql", "2_b.sql", "2_b.mysql.sql", "3_c.sql")) {
            Files.delete(at.path("migrations/" + old));
        }
        assertThat(at.run("migrate").out()).contains("Applied 1 migration");
        assertThat(at.run("validate", "--dialect", "mysql").code()).isZero();
    }

    @Test
    void theOldFilesAreToldOnceWithTheOneOfTheSameVersion() {
        at.shop().run("migrate");
        at.run("squash", "0002", "--name", "base");
        String told = refused("migrate");
        assertThat(told)
                .contains("0001_create_users.sql: migration 0001 is replaced by DIR/migrations/0002_base.sql")
                .contains("0002_add_mira.sql: migration 0002 is replaced by DIR/migrations/0002_base.sql")
                .containsOnlyOnce("Delete the files that the script replaces")
                .doesNotContain("two files have the version");
    }

    @Test
    void statusBeforeItIsRecordedIsInOrderAndHasNothingPending() {
        at.shop().migration("0003_x.sql", "SELECT 3;").run("migrate");
        at.run("squash", "0002", "--name", "base", "--delete");
        String status = at.run("status").out();
        assertThat(status)
                .containsSubsequence("applied  0001", "applied  0002", "applied  0003", "3 migrations: 3 applied.");
        assertThat(at.run("plan").out()).endsWith("Nothing is pending.\n");
        assertThat(at.run("status", "--check").code()).isEqualTo(3);
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("status", "--check").code()).isZero();
    }
}
