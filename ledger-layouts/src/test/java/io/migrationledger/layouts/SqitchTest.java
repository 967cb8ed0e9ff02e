package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.layouts.convert.Conversion;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** sqitch's plan and its three kinds of scripts. */
class SqitchTest {
    private static final String BY = " 2014-01-01T00:00:00Z A B <a@b.c> # note";

    @TempDir
    Path directory;

    SourceFiles source;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory.resolve("files"));
    }

    private void plan(String... lines) {
        source.file("sqitch.plan", "%syntax-version=1.0.0\n%project=shop\n\n" + String.join("\n", lines) + "\n");
    }

    /** LY-7. */
    @Test
    void thePlanSaysTheOrderAndWhatTheIdIsMadeOf() {
        plan("users" + BY, "accounts [users]" + BY, "deep/one [users !old:it]" + BY);
        source.files("deploy/users.sql", "deploy/accounts.sql", "deploy/deep/one.sql", "deploy/other.sql");

        List<Migration> all = source.read();
        assertThat(SourceFiles.ids(all)).containsExactly("users", "accounts", "deep/one");
        assertThat(all.get(1).directives().requires())
                .containsExactly(all.get(0).id());
        assertThat(all.get(2).foreign().orElseThrow().attributes())
                .containsEntry("planned-at", "2014-01-01T00:00:00Z")
                .containsEntry("planner", "A B")
                .containsEntry("email", "a@b.c")
                .containsEntry("note", "note")
                .containsEntry("requires", "users")
                .containsEntry("conflicts", "old:it")
                .containsEntry("project", "shop");
        assertThat(source.told()).singleElement().asString().contains("other.sql is not in sqitch.plan");
    }

    @Test
    void aVerifyScriptThatFailsFailsItsChangeAndIsNamed() {
        plan("users" + BY);
        source.file("deploy/users.sql", "BEGIN;\nCREATE TABLE users (id);\nCOMMIT;\n");
        source.file("verify/users.sql", "BEGIN;\n\nSELECT id,\n  mail FROM users;\nROLLBACK;\n");
        Sqlite database = new Sqlite(directory.resolve("test.db"));
        Migrator migrator = database.migrator(source.source());

        MigrationFailedException failed =
                catchThrowableOfType(MigrationFailedException.class, () -> migrator.migrate());
        assertThat(failed.what()).contains("verify/users.sql:3:", "mail");
        assertThat(database.contents()).isEmpty();
        source.file("verify/users.sql", "SELECT id FROM users");
        assertThat(migrator.migrate().completed()).hasSize(1);
        assertThat(migrator.migrate().completed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN TRANSACTION;\nCREATE TABLE users (id);\nCOMMIT;\n",
                "begin\n;\nCREATE TABLE users (id);\ncommit\n;",
                "start transaction;\nCREATE TABLE users (id);\ncommit work; -- done",
                "BEGIN;CREATE TABLE users (id);COMMIT;"
            })
    void aTransactionMayBeWrittenInAnyWay(String deploy) {
        plan("users" + BY);
        source.file("deploy/users.sql", deploy);
        source.file("verify/users.sql", "begin\n;\nSELECT id FROM users;\nrollback\n;\n");
        Sqlite database = new Sqlite(directory.resolve("test.db"));

        assertThat(database.migrator(source.source()).migrate().completed()).hasSize(1);
        assertThat(database.contents()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/* Verify\n   users */\nBEGIN;\n%s\nROLLBACK;\n/* done */\n",
                "/* one */\n-- two\nBEGIN;\n%s\n/* in between */\nROLLBACK;\n/* and\n\nmore */"
            })
    void commentsMayStandAroundTheTransactionOfAVerifyScript(String verify) {
        plan("users" + BY);
        source.file("deploy/users.sql", "/* one\n*/\nBEGIN;\nCREATE TABLE users (id);\nCOMMIT;\n/* done */\n");
        source.file("verify/users.sql", verify.formatted("INSERT INTO users VALUES (1);\nSELECT id FROM users;"));
        Sqlite database = new Sqlite(directory.resolve("test.db"));

        assertThat(database.migrator(source.source()).migrate().completed()).hasSize(1);
        assertThat(database.contents()).containsExactly("table users CREATE TABLE users (id)");
    }

    @Test
    void commandsOfPsqlMayStandAroundTheTransactionOfAVerifyScript() throws SQLException {
        plan("users" + BY);
        source.file("deploy/users.sql", "\\set ON_ERROR_STOP on\nBEGIN;\nCREATE TABLE users (id INT);\nCOMMIT;\n");
        source.file(
                "verify/users.sql", "\\set ON_ERROR_STOP on\nBEGIN;\nSELECT id FROM users;\nROLLBACK;\n\\echo done\n");
        try (TestDatabase database = TestServers.POSTGRES.get().newDatabase()) {
            Properties login = new Properties();
            login.setProperty("user", database.user());
            login.setProperty("password", database.password());

            assertThat(Migrator.of(database.url(), login)
                            .source(source.source())
                            .build()
                            .migrate()
                            .completed())
                    .hasSize(1);
        }
    }

    @Test
    void aDeployScriptOfTwoTransactionsMayHaveAVerifyScript() {
        plan("users" + BY);
        source.file(
                "deploy/users.sql",
                "BEGIN;\nCREATE TABLE users (id);\nCOMMIT;\n\nBEGIN;\nINSERT INTO users VALUES (7);\nCOMMIT;\n");
        source.file("verify/users.sql", "BEGIN;\nSELECT id FROM users;\nDELETE FROM users;\nROLLBACK;\n");
        Sqlite database = new Sqlite(directory.resolve("test.db"));

        assertThat(database.migrator(source.source()).migrate().completed()).hasSize(1);
        assertThat(database.contents()).contains("users 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accounts [users] | UNSUPPORTED_FILE | :4: accounts requires users, which does not stand before it",
                "accounts [other:@v1] | UNSUPPORTED_FILE | accounts requires other:@v1, a tag of another project",
                "accounts [!other:users@v1] | UNSUPPORTED_FILE | conflicts with other:users@v1, a tag of another project",
                "users;@v1;accounts [!users@v1] | UNSUPPORTED_FILE | accounts conflicts with users@v1, a tag",
                "users;@v1;accounts [!@v1] | UNSUPPORTED_FILE | accounts conflicts with @v1, a tag",
                "accounts [@v1] | UNSUPPORTED_FILE | accounts requires @v1, which does not stand before it",
                "accounts;@v1;users [users@v1] | UNSUPPORTED_FILE | :6: users requires users@v1, which does not",
                "users;accounts [users@v1];@v1 | UNSUPPORTED_FILE | :5: accounts requires users@v1, which does not",
                "users;users | BAD_SYNTAX | :5: the change is there twice without a tag between",
                "gone | UNREADABLE_FILE | there is no deploy/gone.sql"
            })
    void whatIsWrongWithAPlanIsTold(String lines, ErrorCode code, String what) {
        plan(lines.replace(";", BY + "\n") + BY);
        source.files("deploy/users.sql", "deploy/accounts.sql");

        assertThat(source.refused(code).what()).contains(what);
    }

    @Test
    void tagsHoldForWhatStandsBeforeThem() {
        plan("users" + BY, "@v1" + BY, "accounts [users@v1 @v1 users@HEAD @ROOT :users shop:users@v1]" + BY);
        source.files("deploy/users.sql", "deploy/accounts.sql");

        assertThat(source.ids()).containsExactly("users", "accounts");
    }

    @Test
    void everyStepBackIsSqitchs() {
        Path fixture = Path.of("src/test/resources/fixtures/sqitch-conf");
        Sqlite database = new Sqlite(directory.resolve("test.db"));
        Migrator migrator = database.migrator(Migrations.directory(fixture.resolve("migrations")));
        migrator.migrate();

        for (int step = 1; step <= 4; step++) {
            migrator.rollback(RollbackOptions.steps(1));
            Sqlite reverted = new Sqlite(directory.resolve("reverted-" + step + ".db"))
                    .execute(fixture.resolve("reverted-" + step + ".sql"));
            assertThat(database.contents()).as("step %s", step).isEqualTo(reverted.contents());
        }
    }

    @Test
    void anotherProjectIsANamespaceOfItsName() {
        plan("orders [users:users]" + BY, "archive [!users:legacy]" + BY);
        source.file("deploy/orders.sql", "CREATE TABLE orders AS SELECT * FROM users");
        source.file("deploy/archive.sql", "CREATE TABLE archive (id)");
        SourceFiles other = new SourceFiles(directory.resolve("other"))
                .file("sqitch.plan", "%project=users\n\nusers" + BY + "\n")
                .file("deploy/users.sql", "CREATE TABLE users (id)");
        Sqlite database = new Sqlite(directory.resolve("test.db"));
        Migrator alone = database.migrator(source.source());
        SourceFiles.refused(ErrorCode.UNKNOWN_REQUIRES, alone::migrate);

        Migrator both = Migrator.of(database.url(), new Properties())
                .source(source.source())
                .source(Migrations.directory("users", directory.resolve("other")))
                .build();
        assertThat(both.migrate().completed())
                .extracting(one -> one.id().toString())
                .containsExactly("users:users", "orders", "archive");
        other.file("sqitch.plan", "%project=users\n\nusers" + BY + "\nlegacy" + BY + "\n")
                .files("deploy/legacy.sql");
        both.migrate();
        plan("orders [users:users]" + BY, "archive [!users:legacy]" + BY, "more [!users:legacy]" + BY);
        source.files("deploy/more.sql");
        assertThat(SourceFiles.refused(ErrorCode.CONFLICTING, alone::migrate).what())
                .contains("migration more conflicts with users:legacy");
        assertThat(SourceFiles.refused(ErrorCode.CONFLICTING, both::migrate).what())
                .contains("migration more conflicts with users:legacy");
    }

    /** The plan says what stands before it, not the alphabet. */
    @Test
    void aBaselineIsUpToItsPlaceInThePlan() {
        plan("users" + BY, "orders" + BY, "mails" + BY);
        source.file("deploy/users.sql", "CREATE TABLE users (id)")
                .file("deploy/orders.sql", "CREATE TABLE orders (id)")
                .file("deploy/mails.sql", "CREATE TABLE mails (id)");
        Migrator migrator = new Sqlite(directory.resolve("test.db")).migrator(source.source());

        assertThat(migrator.baseline(MigrationId.of("orders"), "deployed by sqitch"))
                .extracting(event -> event.id().value())
                .containsExactly("users", "orders");
        assertThat(migrator.migrate().completed())
                .extracting(done -> done.id().value())
                .containsExactly("mails");
    }

    @Test
    void aConflictWithWhatIsNotInThePlanIsNamed() {
        plan("users [!legcy]" + BY, "legacy" + BY);
        source.files("deploy/users.sql", "deploy/legacy.sql");

        assertThat(source.refused(ErrorCode.UNSUPPORTED_FILE).what())
                .contains("users conflicts with legcy, which is not in the plan");
    }

    @Test
    void aConflictWithWhatStandsBeforeStopsTheRun() {
        plan("accounts" + BY, "users [!accounts]" + BY);
        source.files("deploy/users.sql", "deploy/accounts.sql");
        Sqlite database = new Sqlite(directory.resolve("test.db"));

        assertThat(SourceFiles.refused(
                                ErrorCode.CONFLICTING,
                                () -> database.migrator(source.source()).migrate())
                        .what())
                .contains("deploy/users.sql", "conflicts with accounts");
    }

    @ParameterizedTest
    @CsvSource({"sqlite, deploy/a.sql", "postgres, pg/deploy/a.sql", "mysql, my/up/a.ddl", "h2, deploy/a.sql"})
    void sqitchConfSaysWhereTheFilesOfAnEngineAre(String dialect, String script) {
        source.file(
                "sqitch.conf",
                "; comment\n[core]\n\tengine = sqlite # ours\n[engine \"pg\"]\n top_dir = ./pg/\n"
                        + "[engine \"mysql\"]\n plan_file=\"my/my.plan\"\n deploy_dir = pg/../my/up\n extension = ddl\n");
        for (String plan : new String[] {"sqitch.plan", "pg/sqitch.plan", "my/my.plan"}) {
            source.file(plan, "%project=shop\n\na" + BY + "\n");
        }
        source.files("deploy/a.sql", "pg/deploy/a.sql", "my/up/a.ddl", "revert/a.sql", "verify/a.sql");

        assertThat(source.read(List.of(dialect)))
                .singleElement()
                .extracting(Migration::location)
                .asString()
                .endsWith(script);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"top_dir = ../../db", "top_dir = /db", "deploy_dir = db/../..", "plan_file = C:\\db\\a.plan"})
    void whatLeadsOutOfTheDirectoryIsRefused(String setting) {
        plan("users" + BY);
        source.files("deploy/users.sql", "db/deploy/users.sql")
                .file("db/sqitch.plan", "%project=shop\n\nusers" + BY + "\n")
                .file("sqitch.conf", "[core]\n\tengine = sqlite\n\t" + setting + "\n");

        assertThat(source.refused(ErrorCode.UNSUPPORTED_FILE).what())
                .contains("sqitch.conf names what is not below this directory: " + setting);
    }

    @Test
    void aProjectOfAnotherEngineIsRefused() {
        plan("users" + BY);
        source.files("deploy/users.sql").file("sqitch.conf", "[core]\n\tengine = pg\n");

        assertThat(source.refused(ErrorCode.UNSUPPORTED_FILE).what())
                .contains("sqitch.conf: the project is for sqitch's engine pg, and this database is of sqlite");
        source.file("sqitch.conf", "[core]\n\tengine = mysql\n");
        assertThat(Conversion.of(source.source()).notes())
                .filteredOn(note -> note.contains("alone"))
                .containsExactly("the project is for MySQL and MariaDB alone, and the new directory does not say so");
        source.file("sqitch.conf", "[core]\n\tengine = sqlite\n");
        assertThat(Conversion.of(source.source()).notes())
                .noneMatch(note -> note.contains("this database"))
                .contains("the project is for SQLite alone, and the new directory does not say so");
        source.file("sqitch.conf", "[core]\n\tengine = sqlite\n\ttop_dir = db\n");
        assertThat(source.refused(ErrorCode.UNREADABLE_FILE).what())
                .contains("there is no db/sqitch.plan, where sqitch.conf says that the plan is");
    }

    @Test
    void aPlanOfAnotherNameIsKnownWhereNothingNamesIt() {
        source.file("shop.plan", "%syntax-version=1.0.0\n%project=shop\n\nusers" + BY + "\n");
        source.files("deploy/users.ddl");

        var error = source.refused(ErrorCode.UNREADABLE_FILE);
        assertThat(error.what()).contains("shop.plan", "there is no deploy/users.sql");
        assertThat(error.next()).contains("sqitch.conf");
        source.files("deploy/users.sql");
        assertThat(source.ids()).containsExactly("users");
    }
}
