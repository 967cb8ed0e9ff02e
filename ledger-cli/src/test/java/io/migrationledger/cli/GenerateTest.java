package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The next migration out of a declared schema, by the command. */
class GenerateTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void migrations() {
        at = new Workplace(directory)
                .migration("0001_people.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT);\n")
                .migration("0001_people.down.sql", "DROP TABLE people;\n")
                .file("schema.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, avatar BLOB);\n");
    }

    private static String plain(String text) {
        return text.replaceAll("SQLite [0-9.]+", "SQLite V");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(at.path("migrations"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String migration(String name) throws IOException {
        return Files.readString(at.path("migrations/" + name));
    }

    @Test
    void writesBothScriptsAsTheOthersAreNamed() throws IOException {
        Workplace.Result result = at.run("generate", "add avatar", "--to", "schema.sql");
        assertThat(result.err()).isEmpty();
        assertThat(plain(result.out())).isEqualTo("""
                table people, column avatar was added
                Created DIR/migrations/0002_add_avatar.sql
                Created DIR/migrations/0002_add_avatar.down.sql
                Tried on SQLite V: up, down and up again, and it is what schema.sql builds.
                """);
        assertThat(result.code()).isZero();
        assertThat(migration("0002_add_avatar.sql")).isEqualTo("""
                -- description: add avatar

                ALTER TABLE people ADD COLUMN avatar BLOB;
                """);
        assertThat(migration("0002_add_avatar.down.sql"))
                .startsWith("-- Undoes: add avatar\n\n-- Loss: ")
                .contains("avatar");
        assertThat(at.database()).doesNotExist();
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("rollback", "--yes").code()).isZero();
        Workplace.Result again = at.run("generate", "add avatar", "--to", "schema.sql");
        assertThat(again.out())
                .isEqualTo("The migrations build what schema.sql declares. There is nothing to write.\n");
        assertThat(at.run("check", "--declared", "schema.sql").code()).isZero();
    }

    /** A working copy on Windows may have other line endings than the repository. */
    @Test
    void aDumpIsCheckedWhateverItsLineEndings() throws IOException {
        at.run("dump", "--migrations", "--out", "dump.sql");
        String text = Files.readString(at.path("dump.sql"));
        at.file("windows.sql", text.replace("\n", "\r\n"));
        assertThat(at.run("dump", "--migrations", "--check", "windows.sql").out())
                .isEqualTo("windows.sql is the schema.\n");
        at.file("windows.sql", text.replace("mail", "email").replace("\n", "\r\n"));
        assertThat(at.run("dump", "--migrations", "--check", "windows.sql").out())
                .contains("It differs from line "
                        + (text.substring(0, text.indexOf("mail")).lines().count()) + " on");
    }

    /** A run follows links; so does the trial of what was generated, and whoever reads what is declared. */
    @Test
    void followsLinks() throws IOException {
        at.file("elsewhere/schema.sql", Files.readString(at.path("schema.sql")));
        Files.move(at.path("migrations"), at.path("real"));
        Files.createSymbolicLink(at.path("migrations"), at.path("real"));
        Files.createSymbolicLink(at.path("declared"), at.path("elsewhere"));
        Workplace.Result result = at.run("generate", "add avatar", "--to", "declared");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(at.path("real/0002_add_avatar.sql")).isNotEmptyFile();
    }

    /** The file that a shell makes of the output is the schema, also where the password is a word of it. */
    @Test
    void aDumpIsTheSchemaAsItIs() {
        at.environment("LEDGER_PASSWORD", "people");
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("dump").out()).contains("CREATE TABLE people (");
    }

    /** SQLite keeps a comment behind a view or an index; behind it the semicolon would be a part of it. */
    @Test
    void aDumpHasNoCommentBehindAStatement() throws IOException {
        for (String statement : List.of(
                "CREATE VIEW a AS SELECT 1 AS /* the */ one -- it's one",
                "CREATE TABLE b (c)",
                "CREATE VIEW d AS SELECT c FROM b /* all; */",
                "CREATE INDEX e ON b (c) WHERE c > 1 -- f",
                "CREATE VIRTUAL TABLE g USING fts5(h) -- i",
                "CREATE VIEW k AS SELECT 2 AS two /* without an end")) {
            at.sql(statement);
        }
        String other = "jdbc:sqlite:" + at.path("other.db");
        at.run("dump", "--out", "dump.sql");
        at.file("other/0001_dump.sql", Files.readString(at.path("dump.sql")));
        Workplace.Result migrated = at.run("migrate", "--url", other, "--dir", "other");
        assertThat(migrated.code()).as(migrated.err()).isZero();
        assertThat(at.run("dump", "--url", other).out())
                .isEqualTo(at.run("dump").out())
                .contains(
                        "AS SELECT 1 AS /* the */ one;\n",
                        "FROM b;\n",
                        "WHERE c > 1;\n",
                        "fts5(h);\n",
                        "AS SELECT 2 AS two;\n");
    }

    @Test
    void aCheckOfADumpWritesNothing() throws IOException {
        assertThat(at.run("migrate").code()).isZero();
        Workplace.Result both = at.run("dump", "--check", "schema.sql", "--out", "schema.sql");
        assertThat(both.code()).isEqualTo(2);
        assertThat(Files.readString(at.path("schema.sql"))).contains("avatar BLOB");
        assertThat(at.run("dump", "--check", "schema.sql").code()).isEqualTo(3);
        assertThat(at.run("dump", "--scratch-url", "jdbc:sqlite:").err()).contains("Give --migrations, too");
    }

    @Test
    void aDryRunPrintsThemAndWritesNothing() throws IOException {
        Workplace.Result result = at.run("generate", "add avatar", "--to", "schema.sql", "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("0002_add_avatar.sql", "ALTER TABLE people ADD COLUMN avatar BLOB;");
        assertThat(files()).containsExactly("0001_people.down.sql", "0001_people.sql");
    }

    @Test
    void aRenameIsNeverGuessed() throws IOException {
        at.file("schema.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);\n");
        Workplace.Result unclear = at.run("generate", "rename mail", "--to", "schema.sql");
        assertThat(unclear.code()).isEqualTo(2);
        assertThat(unclear.err())
                .startsWith("ML-1604  column people.mail is gone, and column email of the same type is new")
                .contains("--rename people.mail:email, or --dropped people.mail");
        assertThat(files()).hasSize(2);
        Workplace.Result renamed =
                at.run("generate", "rename mail", "--to", "schema.sql", "--rename", "people.mail:email");
        assertThat(renamed.code()).isZero();
        assertThat(renamed.out()).startsWith("table people, column mail was renamed to email\nCreated ");
        assertThat(migration("0002_rename_mail.sql")).contains("RENAME COLUMN mail TO email;");
        assertThat(migration("0002_rename_mail.down.sql")).contains("RENAME COLUMN email TO mail;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "y", "Y"})
    void atATerminalItAsks(String answer) throws IOException {
        at.file("schema.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);\n");
        Workplace.Result result = at.types(answer).run("generate", "rename mail", "--to", "schema.sql");
        assertThat(result.err()).contains("Was it renamed? Type yes or no:");
        assertThat(result.code()).isZero();
        assertThat(migration("0002_rename_mail.sql")).contains("RENAME COLUMN mail TO email;");
    }

    @Test
    void aTableIsRenamedWithWhatItHolds() throws IOException {
        at.file("schema.sql", "CREATE TABLE persons (id INTEGER PRIMARY KEY, mail TEXT, city TEXT);\n");
        assertThat(at.run("generate", "name persons", "--to", "schema.sql").err())
                .contains("table people is gone, and table persons of like columns is new");
        assertThat(at.run("generate", "name persons", "--to", "schema.sql", "--rename", "people:persons")
                        .code())
                .isZero();
        at.run("migrate", "--limit", "1");
        at.sql("INSERT INTO people (mail) VALUES ('ada@example.com')");
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.query("SELECT mail FROM persons")).isEqualTo("ada@example.com");
        assertThat(at.run("rollback", "--steps", "1", "--yes").code()).isZero();
        assertThat(at.query("SELECT mail FROM people")).isEqualTo("ada@example.com");
    }

    /** On SQLite the table is built anew with foreign keys off, and the way back renames it behind that. */
    @Test
    void aTableIsRenamedAndBuiltAnew() throws IOException {
        at.file("schema.sql", "CREATE TABLE persons (id INTEGER PRIMARY KEY, mail TEXT NOT NULL);\n");
        Workplace.Result result =
                at.run("generate", "name persons", "--to", "schema.sql", "--rename", "people:persons", "--allow-loss");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("rollback", "--steps", "1", "--yes").code()).isZero();
    }

    @Test
    void lossIsWrittenOnlyWhereItIsAllowedAndTheFileSaysSo() throws IOException {
        at.file("schema.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY);\n");
        Workplace.Result refused = at.run("generate", "drop mail", "--to", "schema.sql");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).startsWith("ML-1603").contains("people.mail", "--allow-loss");
        assertThat(files()).hasSize(2);
        assertThat(at.run("generate", "drop mail", "--to", "schema.sql", "--allow-loss")
                        .code())
                .isZero();
        assertThat(migration("0002_drop_mail.sql")).contains("-- Loss: ");
    }

    @Test
    void aDirectoryOrAnotherDatabaseMayBeDeclared() throws IOException {
        at.file("schema/1_people.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT);\n")
                .file("schema/2_orders.sql", "CREATE TABLE orders (id INTEGER PRIMARY KEY);\n");
        assertThat(at.run("generate", "orders", "--to", "schema").code()).isZero();
        assertThat(migration("0002_orders.sql")).contains("CREATE TABLE orders");
        at.run("migrate");
        at.sql("CREATE INDEX by_mail ON people (mail)");
        Workplace.Result result = at.run("generate", "index mail", "--to", "jdbc:sqlite:" + at.database());
        assertThat(result.code()).isZero();
        assertThat(migration("0003_index_mail.sql")).contains("CREATE INDEX by_mail ON people (mail);");
    }

    @Test
    void whatIsDeclaredHasToRun() {
        at.file("schema.sql", "\nCREATE TABEL people (id);\n");
        Workplace.Result result = at.run("generate", "people", "--to", "schema.sql");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("ML-1401  schema.sql:2 does not run on an empty database: ");
    }

    @Test
    void errorsOfTheDeclaredFileNameIt() {
        at.file("schema.sql", "CREATE TABLE people (id INTEGER, name TEXT DEFAULT 'unclosed);\n");
        assertThat(at.run("generate", "add names", "--to", "schema.sql").err())
                .startsWith("ML-1212  schema.sql:1:")
                .doesNotContain("declared.sql");
        assertThat(at.run("generate", "add names", "--to", "nope.sql").err()).contains("there is no file nope.sql");
        assertThat(at.run("generate", "add names", "--to", "jdbc:sqlite:typo.db")
                        .err())
                .contains("the database jdbc:sqlite:typo.db does not exist");
        assertThat(at.path("typo.db")).doesNotExist();
        assertThat(at.run("dump", "--url", "jdbc:sqlite:typo.db").err()).contains("the database does not exist");
        assertThat(at.run("generate", "add names", "--too", "schema.sql").err())
                .contains("unknown option '--too'", "Did you mean '--to'?");
    }

    /** The first migration of a project is generated, too. */
    @Test
    void theDirectoryMayBeMissing() throws IOException {
        Workplace fresh = new Workplace(directory.resolve("fresh"))
                .file("schema.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT UNIQUE);\n");
        Workplace.Result result = fresh.run("generate", "create people", "--to", "schema.sql");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(Files.readString(fresh.path("migrations/0001_create_people.sql")))
                .contains("CREATE TABLE people");
        assertThat(fresh.run("migrate").code()).isZero();
    }

    @Test
    void theHelpNamesTheOptionsThatErrorsName() {
        for (String command : List.of("generate", "push")) {
            assertThat(at.run("help", command).out()).contains("--rename=", "--dropped=", "--allow-loss");
        }
    }

    /** In whatever order, and by whichever name of the table. */
    @ParameterizedTest
    @ValueSource(strings = {"people", "persons"})
    void aTableAndItsColumnAreRenamed(String table) throws IOException {
        at.file("schema.sql", "CREATE TABLE persons (id INTEGER PRIMARY KEY, email TEXT);\n");
        Workplace.Result result = at.run(
                "generate",
                "name persons",
                "--to",
                "schema.sql",
                "--rename",
                "people:persons",
                "--rename",
                table + ".mail:email");
        assertThat(result.err()).isEmpty();
        assertThat(migration("0002_name_persons.sql"))
                .contains("ALTER TABLE people RENAME TO persons", "ALTER TABLE persons RENAME COLUMN mail TO email");
    }

    @Test
    void anotherToolsLayoutIsWrittenAsThatToolWould() throws IOException {
        Files.createDirectories(at.path("flyway"));
        Files.writeString(
                at.path("flyway/V1__people.sql"), "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT);\n");
        assertThat(at.run("generate", "add avatar", "--to", "schema.sql", "--dir", "flyway")
                        .code())
                .isZero();
        assertThat(Files.readString(at.path("flyway/V2__add_avatar.sql")))
                .contains("ALTER TABLE people ADD COLUMN avatar BLOB;");
    }

    /** Prisma knows no way back: nothing is said to have been tried that was not. */
    @Test
    void whatHasNoDownScriptWasNotTriedBack() {
        at.file("prisma/migration_lock.toml", "provider = \"sqlite\"\n")
                .file(
                        "prisma/20260101000000_people/migration.sql",
                        "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT);\n");
        Workplace.Result result = at.run("generate", "add avatar", "--to", "schema.sql", "--dir", "prisma");
        assertThat(result.err()).isEmpty();
        assertThat(plain(result.out()))
                .contains("_add_avatar/migration.sql\n")
                .endsWith("Tried on SQLite V: up, and it is what schema.sql builds. There is no down script.\n");
    }

    /** The table takes two runs: that of the migrations as they are, and that with the new one. The third is behind the way back. */
    @Test
    void theWayBackIsTriedBesideWhatRunsEachTime() throws IOException {
        Files.createDirectories(at.path("flyway"));
        Files.writeString(at.path("flyway/V1__people.sql"), """
                CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT);
                CREATE TABLE runs (n INT CHECK (n <= 2));
                """);
        Files.writeString(at.path("flyway/afterMigrate.sql"), "INSERT INTO runs SELECT count(*) + 1 FROM runs;\n");
        at.file(
                "schema.sql",
                "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, avatar BLOB);\n"
                        + "CREATE TABLE runs (n INT CHECK (n <= 2));\n");
        String[] generate = {"generate", "add avatar", "--to", "schema.sql", "--dir", "flyway"};
        assertThat(at.run(generate).err()).contains("CHECK constraint failed: n <= 2");

        for (String name : List.of("schema.sql", "flyway/V1__people.sql")) {
            Files.writeString(at.path(name), Files.readString(at.path(name)).replace("<= 2", "<= 3"));
        }
        Workplace.Result result = at.run(generate);
        assertThat(result.err()).isEmpty();
        assertThat(plain(result.out()))
                .endsWith("Tried on SQLite V: up, down and up again, and it is what schema.sql builds.\n");
    }

    @Test
    void programsReadOneDocument() throws IOException {
        JsonNode document = new ObjectMapper()
                .readTree(at.run("generate", "add avatar", "--to", "schema.sql", "--format", "json")
                        .out());
        assertThat(document.get("changes").get(0).asText()).isEqualTo("table people, column avatar was added");
        assertThat(document.get("created")).hasSize(2);
        assertThat(document.get("files").get(0).get("path").asText()).isEqualTo("0002_add_avatar.sql");
    }

    @Test
    void aPushShowsAsksRunsAndIsRecorded() {
        at.run("migrate");
        Workplace.Result unasked = at.run("push", "--to", "schema.sql");
        assertThat(unasked.code()).isEqualTo(2);
        assertThat(unasked.err()).contains("there is no terminal to ask at", "--yes");
        Workplace.Result result = at.types("yes").run("push", "--to", "schema.sql");
        assertThat(result.err()).contains("Run 1 statement on jdbc:sqlite:");
        assertThat(result.out())
                .startsWith("table people, column avatar was added\n\nALTER TABLE people ADD COLUMN avatar BLOB;\n\n")
                .contains("push of schema.sql")
                .contains("This database is ahead of the migrations now.");
        assertThat(result.code()).isZero();
        assertThat(at.query("SELECT count(avatar) FROM people")).isEqualTo("0");
        assertThat(at.run("history").out()).contains("push:");
        assertThat(at.run("push", "--to", "schema.sql").out()).isEqualTo("The schema is what schema.sql declares.\n");
        assertThat(at.run("verify").code()).isZero();
        assertThat(at.run("migrate").code()).isZero();
    }

    @Test
    void aKeyAndACollationInAnotherCaseArePushedOnce() {
        at.run("migrate");
        at.file(
                "schema.sql",
                "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT);\n"
                        + "CREATE TABLE k (Id INTEGER, n TEXT COLLATE NOCASE, PRIMARY KEY (id), UNIQUE (N));\n"
                        + "CREATE INDEX i ON k (n COLLATE nocase);\n");
        assertThat(at.run("push", "--to", "schema.sql", "--yes").err()).doesNotContain("ML-");
        assertThat(at.run("push", "--to", "schema.sql").out()).isEqualTo("The schema is what schema.sql declares.\n");
    }

    /** It is planned for each run, and yet nothing that waits for one. */
    @Test
    void aPushDoesNotWaitForWhatRunsEachTime() {
        at.file("ledger.properties", "dir=flyway\n")
                .file("flyway/V1__people.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT);\n")
                .file("flyway/afterMigrate.sql", "SELECT 1;\n");
        assertThat(at.run("push", "--to", "schema.sql", "--yes").err()).contains("2 migrations are pending");
        at.run("migrate");
        Workplace.Result result = at.run("push", "--to", "schema.sql", "--yes");
        assertThat(result.err()).doesNotContain("ML-");
        assertThat(result.code()).isZero();
        assertThat(at.query("SELECT count(avatar) FROM people")).isEqualTo("0");
    }

    @Test
    void aSecondPushFollowsTheFirst() {
        at.run("migrate");
        assertThat(at.run("push", "--to", "schema.sql", "--yes").code()).isZero();
        at.file("schema.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, avatar BLOB, city TEXT);\n");
        assertThat(at.run("push", "--to", "schema.sql", "--yes").code()).isZero();
        assertThat(at.query("SELECT count(city) FROM people")).isEqualTo("0");
        assertThat(at.run("verify").code()).isZero();
    }

    /** Nothing of it is in effect: the next one takes its place. */
    @Test
    void aPushThatFailedIsPushedAgainUnderItsId() {
        at.run("migrate");
        at.sql("INSERT INTO people VALUES (1, NULL)");
        at.file("schema.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT NOT NULL);\n");
        Workplace.Result failed = at.run("push", "--to", "schema.sql", "--allow-loss", "--yes");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err())
                .contains("next   Change what is declared, or what is in its way, and run 'ledger push' again");
        assertThat(at.run("status").out())
                .containsPattern("failed +push:")
                .contains("and run 'ledger push' again")
                .doesNotContain("ledger migrate");
        at.sql("UPDATE people SET mail = ''");
        Workplace.Result last = at.run("push", "--to", "schema.sql", "--allow-loss", "--yes");
        assertThat(last.code()).as(last.err()).isZero();
        assertThat(last.err()).containsPattern("Note: push push:\\d+ did not end: nothing of it is in effect\n");
        assertThat(at.run("status").out())
                .containsOnlyOnce("push:2")
                .containsPattern("applied +push:")
                .doesNotContain("failed");
        assertThat(at.run("verify").code()).isZero();
    }

    @Test
    void aPushIsRefusedWhereTheDatabaseIsNotWhatTheFilesSay() throws IOException {
        assertThat(at.run("push", "--to", "schema.sql", "--yes").err())
                .startsWith("ML-1317  1 migration is pending")
                .contains("ledger migrate");
        at.run("migrate");
        Files.delete(at.path("migrations/0001_people.sql"));
        Files.delete(at.path("migrations/0001_people.down.sql"));
        assertThat(at.run("push", "--to", "schema.sql", "--yes").code()).isEqualTo(1);
        assertThat(at.query("SELECT count(*) FROM pragma_table_info('people')")).isEqualTo("2");
    }

    @Test
    void aPushIsRefusedWhereAMigrationIsInEffectThatAnotherBranchHas() throws IOException {
        at.migration("0002_tags.sql", "CREATE TABLE tags (name TEXT NOT NULL);\n");
        at.run("migrate");
        Files.delete(at.path("migrations/0002_tags.sql"));

        assertThat(at.run("push", "--to", "schema.sql", "--allow-loss", "--yes").err())
                .startsWith("ML-1302  migration 0002 (tags) is in effect and its file is not here")
                .contains("--ignore-missing");
        assertThat(at.query("SELECT count(*) FROM pragma_table_info('tags')")).isEqualTo("1");
        assertThat(at.run("push", "--to", "schema.sql", "--allow-loss", "--yes", "--ignore-missing")
                        .code())
                .isZero();
        assertThat(at.query("SELECT count(*) FROM pragma_table_info('tags')")).isEqualTo("0");
    }

    @Test
    void aPushIsRefusedWhereAFileWasEdited() {
        at.run("migrate");
        at.migration("0001_people.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT NOT NULL);\n");
        Workplace.Result refused = at.run("push", "--to", "schema.sql", "--yes");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).startsWith("ML-1301  ").contains("Nothing in the database was changed.");
        assertThat(at.query("SELECT count(*) FROM pragma_table_info('people')")).isEqualTo("2");
    }

    @Test
    void aPushIsRefusedInProduction() {
        at.run("migrate");
        assertThat(at.run("environment", "production").code()).isZero();
        Workplace.Result refused = at.run("push", "--to", "schema.sql", "--yes");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).startsWith("ML-1605  this database is production, as its ledger says");
        assertThat(at.query("SELECT count(*) FROM pragma_table_info('people')")).isEqualTo("2");
        assertThat(at.run("environment", "Prod-EU").code()).isZero();
        assertThat(at.run("push", "--to", "schema.sql", "--yes").err())
                .startsWith("ML-1605  this database is Prod-EU, as its ledger says");
        assertThat(at.run("environment", "test", "--reason", "a copy").code()).isZero();
        assertThat(at.run("push", "--to", "schema.sql", "--yes").code()).isZero();
    }
}
