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
        at.environment("LEDGER_FORMAT", "text").environment("LEDGER_TABLE", "other");
        assertThat(at.run("status").out()).contains("2 migrations: 2 pending.");
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
                .contains("next   Known keys: url, user, password, dir, schema, table, namespace, lock-timeout,"
                        + " lock-retries, format, no-color, no-placeholders, verbose, placeholder.NAME.");
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
        assertThat(at.run("history", "--namespace", "billing").out()).contains("2 of 4 events.");
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
}
