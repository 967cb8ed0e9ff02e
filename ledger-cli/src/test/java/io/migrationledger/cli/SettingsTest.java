package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, and which one wins. */
class SettingsTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory);
    }

    private void file(String text) {
        at.file("ledger.properties", text);
    }

    @Test
    void flagsWinOverTheEnvironmentOverTheFile() {
        at.file("one/0001_a.sql", "SELECT 1;")
                .file("two/0001_b.sql", "SELECT 1;")
                .file("three/0001_c.sql", "SELECT 1;");
        file("dir=one\n");
        assertThat(at.run("plan").out()).contains("apply 0001 a");
        at.environment("LEDGER_DIR", "two");
        assertThat(at.run("plan").out()).contains("apply 0001 b");
        assertThat(at.run("plan", "--dir", "three").out()).contains("apply 0001 c");
        at.environment("LEDGER_DIR", "");
        assertThat(at.run("plan").out()).contains("apply 0001 a");
    }

    @Test
    void everySettingHasAKeyAndAVariable() {
        at.shop();
        file("url=jdbc:sqlite:" + at.path("file.db") + "\ntable=log\nnamespace=shop\nlock-timeout=5s\nlock-retries=1\n"
                + "format=json\nno-color=yes\nverbose=no\nplaceholder.who=Mira\n");
        assertThat(at.run("migrate").out()).contains("\"namespace\" : \"shop\"");
        assertThat(at.path("file.db")).exists();
        at.environment("LEDGER_FORMAT", "text").environment("LEDGER_LOCK_TIMEOUT", "6s");
        assertThat(at.run("status").out()).contains("2 migrations: 2 applied.");
        at.environment("LEDGER_TABLE", "other");
        assertThat(at.run("status").err()).contains("ML-1108").contains("--table log");
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesTheNearOne() {
        file("lock-timout=5s\n");
        assertThat(at.run("migrate")).isEqualTo(new Workplace.Result(2, "", """
                        ML-1002  ledger.properties: unknown key 'lock-timout'
                          now    Nothing in the database was changed.
                          next   Did you mean 'lock-timeout'?
                        """));
        file("colour=blue\n");
        assertThat(at.run("migrate").err())
                .contains(
                        "next   Known keys: url, user, password, password-file, dir, layout, exclude, classpath, registry, schema, table,"
                                + " namespace, lock-timeout, lock-retries,")
                .contains(" placeholder.NAME.");
        file("no-color=maybe\n");
        assertThat(at.run("migrate").err())
                .contains("no-color=maybe")
                .contains("Write no-color=true or no-color=false.");
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void severalDirectoriesEachWithItsNamespace() {
        at.file("base/0001_a.sql", "CREATE TABLE a (x);").file("bill/0001_b.sql", "CREATE TABLE b (x);");
        assertThat(at.run("migrate", "--dir", "base", "--dir", "billing=bill").code())
                .isZero();
        assertThat(at.run("status", "--dir", "base", "--dir", "billing=bill").out())
                .contains("billing:0001")
                .contains("2 migrations: 2 applied.");
        assertThat(at.run("history", "--namespace", "billing").out()).contains("2 of 4 events");
        at.environment("LEDGER_DIR", "base, billing=bill");
        assertThat(at.run("migrate").out()).isEqualTo("Nothing is pending: 2 migrations are in effect.\n");
        assertThat(at.run("rollback", "--to", "billing:").err())
                .contains("ML-1305  'billing:' is not a migration's id");
    }

    @Test
    void placeholdersFromAllThreePlaces() {
        at.migration("0001_x.sql", "CREATE TABLE t AS SELECT '${a}' || '${b}' || '${c}' AS v;");
        file("placeholder.a=1\nplaceholder.b=1\nplaceholder.c=1\n");
        at.environment("LEDGER_PLACEHOLDER_b", "2").environment("LEDGER_PLACEHOLDER_c", "2");
        assertThat(at.run("migrate", "--placeholder", "c=3").code()).isZero();
        assertThat(at.query("SELECT v FROM t")).isEqualTo("123");
    }

    @Test
    void anUnknownVariableIsAnErrorThatNamesTheNearOne() {
        at.shop().environment("LEDGER_LOCK_TIMOUT", "5s");
        assertThat(at.run("migrate")).isEqualTo(new Workplace.Result(2, "", """
                        ML-1002  unknown environment variable LEDGER_LOCK_TIMOUT
                          now    Nothing in the database was changed.
                          next   Did you mean LEDGER_LOCK_TIMEOUT? If it is for another program, take it out of this command's environment.
                        """));
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void variablesOfTheLauncherAndOfOtherProgramsAreLeftAlone() {
        at.shop()
                .environment("LEDGER_JAVA_OPTS", "-Xmx64m")
                .environment("LEDGER_FILE", "/home/mira/2026.journal")
                .environment("LEDGERS", "x");
        assertThat(at.run("migrate").code()).isZero();
    }

    @Test
    void aNamespaceHasNoBlankInside() {
        at.file("app/0001_a.sql", "CREATE TABLE a (x);").file("billing/0001_b.sql", "CREATE TABLE b (x);");
        at.environment("LEDGER_DIR", "app billing=billing");
        assertThat(at.run("migrate").err())
                .contains("ML-1002  'app billing' cannot be a namespace")
                .contains("Several directories are written with commas: app,billing=…");
        at.environment("LEDGER_DIR", "");
        assertThat(at.run("migrate", "--namespace", "the shop").err())
                .contains("ML-1002  'the shop' cannot be a namespace");
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void theLayoutAndWhatIsLeftOut() {
        at.file("app/0001_a.sql", "SELECT 1;")
                .file("app/2020-01-01-000000_t/up.sql", "SELECT 2;")
                .file("app/seed.sql", "SELECT 3;");
        assertThat(at.run("plan", "--dir", "app").err()).contains("ML-1213", "--layout ledger or diesel");
        assertThat(at.run("plan", "--dir", "app", "--layout", "diesel").out()).contains("apply 20200101000000 t");
        file("dir=app\nlayout=ledger\nexclude=seed.sql, *_t/**\n");
        assertThat(at.run("plan").out()).contains("apply 0001 a");
        assertThat(at.run("plan", "--layout", "gouse").err())
                .contains("ML-1002", "no layout has the name 'gouse'", "Known layouts: dbmate, diesel, drizzle,");
    }

    @Test
    void directoriesAreAListByCommasOrByRepetition() {
        at.file("app/0001_a.sql", "CREATE TABLE a (x);").file("bill/0001_b.sql", "CREATE TABLE b (x);");
        file("dir=app\ndir = billing=bill\n");
        assertThat(at.run("migrate").out()).contains("Applied 2 migrations");
        file("dir=app,billing=bill\n");
        assertThat(at.run("migrate").out()).isEqualTo("Nothing is pending: 2 migrations are in effect.\n");
        file("");
        assertThat(at.run("migrate", "--dir", "app,billing=bill").out())
                .isEqualTo("Nothing is pending: 2 migrations are in effect.\n");
    }

    @Test
    void anyOtherKeyStandsOnce() {
        file("url=jdbc:sqlite:a.db\nurl=jdbc:sqlite:b.db\n");
        assertThat(at.run("migrate").err())
                .contains("ML-1002  ledger.properties: 'url' stands there twice")
                .contains("Keep one of the two lines.");
    }

    @Test
    void aDirectoryKeepsItsNamespaceWhenAnotherIsAskedFor() {
        at.file("app/0001_a.sql", "CREATE TABLE a (x);").file("bill/0001_b.sql", "CREATE TABLE b (x);");
        file("dir=app,billing=bill\n");
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("migrate", "--namespace", "billing").out())
                .isEqualTo("Nothing is pending: 2 migrations are in effect.\n");
        at.file("bill/0001_b.sql", "CREATE TABLE b (x); -- edited");
        assertThat(at.run("accept", "0001", "--namespace", "billing", "--reason", "a comment")
                        .out())
                .contains("migration billing:0001");
    }

    @Test
    void aNewMigrationGoesIntoTheDirectoryOfItsNamespace() {
        file("dir=app,billing=bill\n");
        assertThat(at.run("new", "add invoices", "--namespace", "billing").out())
                .isEqualTo("Created DIR/bill/0001_add_invoices.sql\n");
        assertThat(at.run("new", "add users").out()).isEqualTo("Created DIR/app/0001_add_users.sql\n");
        assertThat(at.run("new", "add users", "--namespace", "main").out())
                .isEqualTo("Created DIR/app/0002_add_users.sql\n");
        file("dir=shop=app,billing=bill\n");
        assertThat(at.run("new", "add names", "--namespace", "stock").err())
                .contains("ML-1002  no directory is given for namespace stock")
                .contains("--dir stock=DIRECTORY");
        assertThat(at.run("new", "add names", "--dir", "other").out())
                .isEqualTo("Created DIR/other/0001_add_names.sql\n");
    }

    @Test
    void anotherFile() {
        at.file("app/0001_a.sql", "SELECT 1;").file("conf/shop.properties", "dir=app\n");
        assertThat(at.run("plan", "--config", "conf/shop.properties").out()).contains("apply 0001 a");
        at.environment("LEDGER_CONFIG", "conf/shop.properties");
        assertThat(at.run("plan").out()).contains("apply 0001 a");
        assertThat(at.run("plan", "--config", "conf/ship.properties").err())
                .contains("ML-1002  the file conf/ship.properties does not exist");
        at.file("conf/shop.properties", "dri=app\n");
        assertThat(at.run("plan").err()).contains("ML-1002  conf/shop.properties: unknown key 'dri'");
        at.file("conf/shop.properties", "config=x\n");
        assertThat(at.run("plan").err()).contains("ML-1002  conf/shop.properties: unknown key 'config'");
    }

    @Test
    void aNamedEnvironmentHasAFileOfItsOwn() {
        at.shop();
        file("url=jdbc:sqlite:" + at.path("dev.db") + "\ntable=log\n");
        at.file("ledger.staging.properties", "url=jdbc:sqlite:" + at.path("staging.db") + "\n");
        assertThat(at.run("migrate", "--env", "staging").code()).isZero();
        assertThat(at.path("staging.db")).exists();
        assertThat(at.path("dev.db")).doesNotExist();
        assertThat(at.run("status", "--env", "staging").out())
                .contains("staging.db")
                .contains("2 applied");
        at.environment("LEDGER_ENV", "staging");
        assertThat(at.run("status").out()).contains("staging.db");
        assertThat(at.run("status", "--env", "stagin").err())
                .contains("ML-1002  the file ledger.stagin.properties does not exist")
                .contains("'stagin'");
        assertThat(at.run("status", "--env", "../x").err()).contains("ML-1002  '../x' cannot be an environment's name");
    }

    @Test
    void aNamedEnvironmentMustSayWhichDatabase() {
        at.shop().file("ledger.staging.properties", "table=log\n");
        assertThat(at.run("migrate", "--env", "staging").err())
                .contains("ML-1002  the environment 'staging' names no database")
                .contains("url=… in ledger.staging.properties");
        at.file("ledger.properties", "url=jdbc:sqlite:" + at.path("production.db") + "\n");
        assertThat(at.run("migrate", "--env", "staging").err())
                .contains("ML-1002  the environment 'staging' names no database");
        at.file("ledger.staging.properties", "url=jdbc:sqlite:" + at.path("staging.db") + "\n");
        at.environment("LEDGER_URL", "jdbc:sqlite:" + at.path("production.db"));
        assertThat(at.run("migrate", "--env", "staging").err())
                .contains("ML-1002  ledger.staging.properties and LEDGER_URL name two databases");
        assertThat(at.path("production.db")).doesNotExist();
        assertThat(at.path("staging.db")).doesNotExist();
        String chosen = "jdbc:sqlite:" + at.path("chosen.db");
        assertThat(at.run("migrate", "--env", "staging", "--url", chosen).code())
                .isZero();
    }

    @Test
    void aNamedEnvironmentBesideAFileThatWasNamed() {
        at.shop()
                .file("conf/shop.properties", "table=log\n")
                .file("conf/shop.test.properties", "url=jdbc:sqlite:" + at.path("test.db") + "\n");
        assertThat(at.run("migrate", "--config", "conf/shop.properties", "--env", "test")
                        .code())
                .isZero();
        assertThat(at.path("test.db")).exists();
    }
}
