package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Input that is wrong: the exact words, the exit code, and not one byte of the database changed. Each is tried on a
 * database that holds the first two migrations already.
 */
class BadInputTest {
    private static final String NOTHING = "  now    Nothing in the database was changed.\n";

    @TempDir
    Path directory;

    private Workplace at;
    private byte[] before = new byte[0];

    @BeforeEach
    void twoAreInEffect() {
        at = new Workplace(directory).shop();
        assertThat(at.run("migrate").code()).isZero();
        before = at.databaseBytes();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(at.databaseBytes()).isEqualTo(before);
    }

    private void refused(int code, String what, String next, String... args) {
        assertThat(at.run(args))
                .isEqualTo(new Workplace.Result(code, "", what + "\n" + NOTHING + "  next   " + next + "\n"));
    }

    @Test
    void numbersAndTimesThatCannotBe() {
        Workplace at = new Workplace(directory).shop();
        at.run("migrate");
        for (String command : new String[] {"history", "migrate"}) {
            assertThat(at.run(command, "--limit", "99999999999").err())
                    .contains("--limit 99999999999 is too large", "Give a whole number up to 2147483647.");
            assertThat(at.run(command, "--limit", "many").err()).contains("--limit many is not a whole number");
        }
        assertThat(at.run("history", "--limit", "0").err()).contains("--limit 0 is too small", "Give 1 or more");
        assertThat(at.run("migrate", "--limit", "0").err()).contains("a limit of 0", "Give a limit of 1 or more.");
        Workplace.Result result = at.run("history", "--since", "2026-03-02", "--until", "2026-03-01");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--since 2026-03-02 is later than --until 2026-03-01");
        assertThat(at.run("history", "--since", "2026-03-01", "--until", "2026-03-01")
                        .code())
                .as("a date is all of its day")
                .isZero();
    }

    @Test
    void theHelpNamesTheFormsOfOutput() {
        Workplace at = new Workplace(directory);
        assertThat(at.run("help", "history").out()).contains("--format=text|json|csv");
        assertThat(at.run("history", "--help").out()).contains("--format=text|json|csv");
        assertThat(at.run("help", "report").out()).contains("--format=text|json|html|markdown");
        assertThat(at.run("help", "status").out())
                .contains("--format=text|json ")
                .doesNotContain("csv");
    }

    @Test
    void duplicateVersion() {
        at.migration("0003_a.sql", "SELECT 1;").migration("003_b.sql", "SELECT 1;");
        refused(
                1,
                "ML-1204  two files have the version 0003: DIR/migrations/0003_a.sql and DIR/migrations/003_b.sql",
                "Give one of them another version.",
                "migrate");
    }

    @Test
    void badName() {
        at.migration("create_orders.sql", "SELECT 1;");
        refused(
                1,
                "ML-1203  DIR/migrations/create_orders.sql: the file's name does not fit Migration Ledger's layout",
                "Name it like 0001_create_users.sql, 0001_create_users.down.sql or R__views.sql. Where it is no migration,"
                        + " move it out of this directory or give it another ending than .sql.",
                "migrate");
    }

    @Test
    void nearlyAMigrationOfFlyway() {
        at.migration("V1__a.sql", "SELECT 1;").migration("V2_b.sql", "SELECT 1;");
        at.path("migrations/0001_create_users.sql").toFile().delete();
        at.path("migrations/0001_create_users.down.sql").toFile().delete();
        at.path("migrations/0002_add_mira.sql").toFile().delete();
        at.path("migrations/0002_add_mira.down.sql").toFile().delete();
        refused(
                1,
                "ML-1203  DIR/migrations/V2_b.sql: the file's name does not fit Flyway's layout",
                "Name it like V1__create_users.sql, U1__create_users.sql or R__views.sql. Where it is no migration, leave"
                        + " it out (--exclude), move it out of this directory or give it another ending.",
                "migrate");
    }

    @Test
    void sectionsOfAnotherTool() {
        at.migration("0003_x.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nDELETE FROM users;\n");
        refused(
                1,
                "ML-1214  DIR/migrations/0003_x.sql:1: '-- +goose Up' is a mark of goose, and all sections of the file"
                        + " would run",
                "Where all files of the directory are goose's, read it as that: --layout goose. Else put what stands below"
                        + " '-- +goose Down' into a file of the same name that ends in .down.sql, and take the marks out.",
                "migrate");
    }

    @Test
    void aDirectoryOfAnotherTool() {
        at.file("rails/20200101000000_a.rb", "class A").file("rails/20200102000000_b.rb", "class B");
        refused(
                1,
                "ML-1215  DIR/rails looks like a directory of migrations of Rails (Active Record) in Ruby (2 files, the first is"
                        + " 20200101000000_a.rb): they are not read",
                "Where that tool has run on this database, first take its history over: 'ledger adopt', which runs nothing"
                        + " and needs none of its files. For new databases, write down the schema that they make as SQL (a"
                        + " dump without data) in 0001_before.sql in a directory of its own (--dir), and write there what"
                        + " comes next. Where that is in effect already, declare it then: 'ledger baseline 0001 --reason …'.",
                "migrate",
                "--dir",
                "rails");
    }

    /** Each with its place, and what to do once for those of a kind. */
    @Test
    void severalProblemsAtOnce() {
        at.migration("create_orders.sql", "SELECT 1;")
                .migration("0003_x.sql", "BEGIN;\nSELECT 1;")
                .migration("0004_y.sql", "SELECT 1;\nCOMMIT;\nSELECT '${who}';");
        String advice =
                "         Leave it out: the ledger runs the script in one transaction with its own mark. For statements"
                        + " that must not share one, write '-- ledger: transaction=none' at the head of the script.\n";
        String problems =
                "ML-1203  DIR/migrations/create_orders.sql: the file's name does not fit Migration Ledger's layout\n"
                        + "         Name it like 0001_create_users.sql, 0001_create_users.down.sql or R__views.sql. Where it is no"
                        + " migration, move it out of this directory or give it another ending than .sql.\n"
                        + "ML-1211  DIR/migrations/0003_x.sql:1: BEGIN must not stand in a migration\n"
                        + "ML-1211  DIR/migrations/0004_y.sql:2: COMMIT must not stand in a migration\n" + advice
                        + "ML-1208  DIR/migrations/0004_y.sql:3: no value for the placeholder ${who}\n"
                        + "         Define it (--placeholder who=…). Where it is text, write ${$}{who}, or"
                        + " '-- ledger: placeholders=none' at the head of the script; where no script has any, say so"
                        + " (--no-placeholders).\n";
        for (String command : new String[] {"migrate", "plan", "rollback"}) {
            assertThat(at.run(command))
                    .as(command)
                    .isEqualTo(new Workplace.Result(1, "", problems + "4 problems.\n" + NOTHING));
        }
        assertThat(at.run("validate"))
                .isEqualTo(new Workplace.Result(1, problems + "4 problems in 4 migrations.\n", ""));
    }

    @Test
    void notUtf8() throws IOException {
        Files.write(at.path("migrations/0003_latin.sql"), new byte[] {'-', '-', '\n', (byte) 0xE9, '\n'});
        refused(
                1,
                "ML-1206  DIR/migrations/0003_latin.sql:2: the file is not UTF-8",
                "Save the file as UTF-8.",
                "migrate");
    }

    @Test
    void missingDirectory() {
        refused(
                1,
                "ML-1201  the directory of migrations does not exist: DIR/elsewhere",
                "Create it, or name another one (--dir).",
                "migrate",
                "--dir",
                "elsewhere");
    }

    @Test
    void unreadableFile() throws IOException {
        // Root reads everything but what does not exist.
        Files.createSymbolicLink(at.path("migrations/0003_gone.sql"), at.path("nowhere.sql"));
        refused(
                1,
                "ML-1202  DIR/migrations/0003_gone.sql: cannot be read (NoSuchFileException)",
                "Check that the file exists and that this user may read it.",
                "migrate");
    }

    @Test
    void unknownDirective() {
        at.migration("0003_x.sql", "-- ledger: transacton=none\nSELECT 1;");
        refused(
                1,
                "ML-1207  DIR/migrations/0003_x.sql:1: unknown directive 'transacton=none'",
                "Known directives: transaction, requires, lock-timeout, statement-timeout, only, dialect, placeholders,"
                        + " replaces."
                        + " Where the comment is none, begin it with another word than 'ledger:'.",
                "migrate");
    }

    @Test
    void editedFile() {
        at.migration("0001_create_users.sql", "CREATE TABLE users (id INTEGER);\n");
        refused(
                1,
                "ML-1301  DIR/migrations/0001_create_users.sql: migration 0001 was edited after it had been applied"
                        + " (checksum 55514a982f4c, recorded cbdabefa2c82)",
                "Restore the file and write a new migration; or, if the edit changes nothing that matters,"
                        + " 'ledger accept 0001 --reason …'.",
                "migrate");
    }

    @Test
    void missingFile() throws IOException {
        Files.delete(at.path("migrations/0001_create_users.sql"));
        Files.delete(at.path("migrations/0001_create_users.down.sql"));
        refused(
                1,
                "ML-1302  migration 0001 (create users) is in effect and its file is gone",
                "Restore the file; a migration that is in effect is undone with 'ledger rollback', not by deleting it."
                        + " Where the file is gone for good, 'ledger forget 0001 --reason …'; where it is on another branch,"
                        + " --ignore-missing; where it is a class, name the list that has it: --registry CLASS.",
                "migrate");
    }

    @Test
    void pendingBelowApplied() {
        at.migration("0001.5_late.sql", "SELECT 1;");
        refused(
                1,
                "ML-1303  DIR/migrations/0001.5_late.sql: migration 0001.5 is pending below 0002, which is in effect",
                "Give it a version above 0002, or apply it where it is with --out-of-order.",
                "migrate");
    }

    @Test
    void unresolvedPlaceholder() {
        at.migration("0003_x.sql", "SELECT 1;\nSELECT '${who}';");
        refused(
                1,
                "ML-1208  DIR/migrations/0003_x.sql:2: no value for the placeholder ${who}",
                "Define it (--placeholder who=…). Where it is text, write ${$}{who}, or '-- ledger: placeholders=none' at"
                        + " the head of the script; where no script has any, say so (--no-placeholders). Defined: owner.",
                "migrate",
                "--placeholder",
                "owner=app");
    }

    @Test
    void cyclicRequires() {
        at.migration("0003_a.sql", "-- ledger: requires=0004\nSELECT 1;")
                .migration("0004_b.sql", "-- ledger: requires=0003\nSELECT 1;");
        refused(
                1,
                "ML-1209  migrations require each other in a circle: 0003 requires 0004 requires 0003",
                "Take one of these requires= directives out.",
                "migrate");
    }

    @Test
    void commitInsideAScript() {
        at.migration("0003_x.sql", "SELECT 1;\nCOMMIT;");
        refused(
                1,
                "ML-1211  DIR/migrations/0003_x.sql:2: COMMIT must not stand in a migration",
                "Leave it out: the ledger runs the script in one transaction with its own mark. For statements that must"
                        + " not share one, write '-- ledger: transaction=none' at the head of the script.",
                "migrate");
    }

    @Test
    void attach() {
        at.migration("0003_x.sql", "ATTACH 'other.db' AS other;");
        refused(
                1,
                "ML-1211  DIR/migrations/0003_x.sql:1: ATTACH 'other.db' AS other must not stand in a migration",
                "A ledger describes one database: give the other file migrations of its own.",
                "migrate");
    }

    @Test
    void clientCommand() {
        at.migration("0003_x.sql", ".read other.sql\n");
        refused(
                1,
                "ML-1211  DIR/migrations/0003_x.sql:1: .read other.sql must not stand in a migration",
                "It is a command of the sqlite3 shell, not SQL: put the statements themselves into the script.",
                "migrate");
    }

    @Test
    void unclosedString() {
        at.migration("0003_x.sql", "SELECT 1;\nSELECT 'abc;\n");
        refused(
                1,
                "ML-1212  DIR/migrations/0003_x.sql:2:8: the string that begins here with ' is not closed before the end",
                "Write ' where it ends. Inside it, write ''.",
                "migrate");
    }

    @Test
    void unknownDatabase() {
        refused(
                2,
                "ML-1001  no dialect for jdbc:oracle: addresses",
                "Known here: sqlite, postgres, mysql. Add the module for this database, or write a driver (docs/writing-a-driver.md).",
                "migrate",
                "--url",
                "jdbc:oracle:thin:@db");
    }

    @Test
    void notAnAddress() {
        refused(
                2,
                "ML-1001  not a JDBC address: it has to begin with jdbc: and the database's name",
                "Known here: sqlite, postgres, mysql. Add the module for this database, or write a driver (docs/writing-a-driver.md).",
                "migrate",
                "--url",
                "shop.db");
    }

    @Test
    void noDownScript() throws IOException {
        Files.delete(at.path("migrations/0002_add_mira.down.sql"));
        refused(
                1,
                "ML-1306  DIR/migrations/0002_add_mira.sql: migration 0002 has no down script",
                "Write the down script, or roll back fewer migrations (--steps, --to); or roll it back by the"
                        + " down script that the ledger keeps, as it was when it ran (--from-ledger).",
                "rollback");
    }

    @Test
    void unknownMigration() {
        at.migration("0003_x.sql", "SELECT 1;");
        refused(
                2,
                "ML-1305  no migration here has the id 0099",
                "See 'ledger status' for the ids.",
                "migrate",
                "--to",
                "0099");
        refused(
                2,
                "ML-1305  migration 0099 is not in effect",
                "Name the migration that is to stay as the newest one; 'ledger status' lists them.",
                "rollback",
                "--to",
                "0099");
        refused(
                2,
                "ML-1305  no migration has the id 0099",
                "See 'ledger status' for the ids.",
                "accept",
                "0099",
                "--reason",
                "x");
    }

    @Test
    void conflictingOptions() {
        refused(
                2,
                "ML-1002  a rollback takes one of steps, batches, to and all",
                "Give one of them, with a number of 1 or more; none means the last batch.",
                "rollback",
                "--steps",
                "1",
                "--to",
                "0001");
        refused(
                2,
                "ML-1002  resolve takes one of --applied and --not-applied",
                "Say whether it took effect.",
                "resolve",
                "0002",
                "--applied",
                "--not-applied",
                "--reason",
                "x");
    }

    @Test
    void nothingToDeclare() {
        refused(
                2,
                "ML-1309  everything up to 0002 is in effect already",
                "Nothing needs to be declared.",
                "baseline",
                "0002",
                "--reason",
                "x");
    }

    @Test
    void blankReason() {
        refused(
                2,
                "ML-1002  a declaration needs a reason",
                "Say how you know: --reason \"…\".",
                "accept",
                "0001",
                "--reason",
                " ");
    }

    @Test
    void aSchemaWhereThereAreNone() {
        refused(
                2,
                "ML-1002  SQLite has no schemas",
                "Leave the schema out (--schema, LEDGER_SCHEMA).",
                "migrate",
                "--schema",
                "x");
    }
}
