package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was true when, and what differs, by the command. */
class DiffAsOfTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void history() {
        at = new Workplace(directory).shop();
        at.run("migrate", "--limit", "1");
        at.run("migrate");
    }

    private static String plain(String text) {
        return text.replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}", "TIME")
                .replaceAll(" by \\S+", " by WHO")
                .replaceAll(" +", " ");
    }

    /** AU-13. */
    @Test
    void statusAsOf() {
        Workplace.Result then = at.run("status", "--as-of", "2");
        assertThat(then.code()).isZero();
        assertThat(then.out())
                .contains("0001")
                .doesNotContain("0002")
                .contains("Note: as of event 2 of ")
                .contains(" UTC; the newest is 4")
                .contains("1 migration: 1 applied.");
        assertThat(at.run("status", "--as-of", "3").out()).contains("running").doesNotContain("next ");
        assertThat(at.run("status", "--as-of", "0s").out()).contains("2 migrations: 2 applied.");
        assertThat(at.run("status", "--as-of", "2020-01-01").out())
                .contains("Nothing is recorded.")
                .contains("as of a time before the first event");
        assertThat(at.run("status", "--as-of", "5").err())
                .startsWith("ML-1002  there is no event 5: the newest one is 4");
        assertThat(at.run("status", "--as-of", "soon").err()).startsWith("ML-1002  --as-of soon is neither a time");
        assertThat(at.run("status", "--as-of", "2", "--check").code()).isEqualTo(2);
        assertThat(at.run("status", "--as-of", "2", "--format", "json").out()).contains("\"sequence\" : 2");
    }

    /** What an option says of the ledger's table holds for a ledger that an address names, too. */
    @Test
    void aLedgerOfAnotherNameElsewhere() {
        String other = "jdbc:sqlite:" + at.path("other.db");
        at.run("migrate", "--url", other, "--table", "audit", "--limit", "1");
        at.run("migrate", "--url", "jdbc:sqlite:" + at.path("this.db"), "--table", "audit");
        Workplace.Result result =
                at.run("diff", "now", other, "--url", "jdbc:sqlite:" + at.path("this.db"), "--table", "audit");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("1 only in A, 0 only in B");
        assertThat(at.run("check", "--against", other, "--table", "audit").err())
                .isEmpty();
        assertThat(at.run("check", "--declared", other, "--table", "audit").out())
                .doesNotContain("audit");
    }

    /** AU-8. A golden text; the exit code is that of a check. */
    @Test
    void betweenTwoPoints() {
        Workplace.Result result = at.run("diff", "2", "4");
        assertThat(result.code()).isEqualTo(3);
        assertThat(plain(result.out())).isEqualTo("""
                A: this ledger, event 2 of TIME UTC
                B: this ledger, event 4 of TIME UTC
                 ID WHAT
                only in B 0002 applied TIME by WHO
                0 only in A, 1 only in B, 0 differ; 1 is equal.
                """);
        assertThat(at.run("diff", "1h").out())
                .contains("A: this ledger, before its first event")
                .contains("2 only in B");
        Workplace.Result equal = at.run("diff", "now");
        assertThat(equal.code()).isZero();
        assertThat(equal.out()).endsWith("Nothing differs: 2 migrations.\n");
        assertThat(at.run("diff", "nothing-like-that").err())
                .startsWith("ML-1002  'nothing-like-that' is no time, no number of an event");
        assertThat(at.run("diff").err()).startsWith("ML-1002  missing A");
        assertThat(at.run("diff", "1", "--ignore", "colour").code()).isEqualTo(2);
    }

    /** AU-8. */
    @Test
    void anEnvironmentStandsBesideTheFileThatWasNamed() {
        at.file("conf/my.properties", "url=jdbc:sqlite:" + at.path("ledger.db") + "\n")
                .file("conf/my.staging.properties", "url=jdbc:sqlite:" + at.path("staging.db") + "\n");
        Workplace staging = new Workplace(directory).environment("LEDGER_URL", "jdbc:sqlite:" + at.path("staging.db"));
        assertThat(staging.run("baseline", "0001", "--reason", "it was there").code())
                .isZero();

        Workplace.Result result = at.run("diff", "now", "env:staging", "--config", "conf/my.properties");
        assertThat(result.out()).contains("B: environment staging, event 1 of ");
    }

    /** AU-8. The variables are about the database of the command. */
    @Test
    void anEnvironmentsFileSaysWhichDatabaseItIs() {
        at.file("ledger.properties", "")
                .file("ledger.staging.properties", "url=jdbc:sqlite:" + at.path("staging.db") + "\ntable=history\n")
                .file("ledger.empty.properties", "user=app\n");
        Workplace staging = new Workplace(directory).environment("LEDGER_ENV", "staging");
        assertThat(staging.run("baseline", "0001", "--reason", "it was there").code())
                .isZero();

        at.environment("LEDGER_URL", "jdbc:sqlite:" + at.database()).environment("LEDGER_TABLE", "migration_ledger");
        Workplace.Result result = at.run("diff", "now", "env:staging");
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("A: this ledger, event 4 of ")
                .contains("B: environment staging, event 1 of ");
        assertThat(at.run("diff", "now", "env:empty").err())
                .startsWith("ML-1002  the environment 'empty' names no database")
                .contains("Write url=… in ledger.empty.properties.");
    }

    /** AU-8. Files, addresses and named environments; no password is shown. */
    @Test
    void betweenLedgers() {
        at.run("export", "--out", "before.jsonl");
        at.file("ledger.properties", "")
                .file("ledger.staging.properties", "url=jdbc:sqlite:" + at.path("staging.db") + "?password=geheim9\n");
        Workplace staging = new Workplace(directory).environment("LEDGER_ENV", "staging");
        staging.migration("0001_create_users.sql", "CREATE TABLE users (id INTEGER, name TEXT);\n-- a comment\n");
        assertThat(staging.run("baseline", "0001", "--reason", "it was there").code())
                .isZero();

        Workplace.Result result = at.run("diff", "before.jsonl", "env:staging");
        assertThat(result.code()).isEqualTo(3);
        assertThat(plain(result.out()).replaceAll("[0-9a-f]{12}…", "HASH")).isEqualTo("""
                A: before.jsonl, event 4 of TIME UTC
                B: environment staging, event 1 of TIME UTC
                 ID WHAT
                only in A 0002 applied TIME by WHO
                differs 0001 checksum HASH → HASH; reason none → 'it was there'
                1 only in A, 0 only in B, 1 differs; 0 are equal.
                """);
        String url = "jdbc:sqlite:" + at.path("staging.db") + "?password=geheim9";
        Workplace.Result byUrl = at.run("diff", url, "env:staging");
        assertThat(byUrl.code()).as(byUrl.err()).isZero();
        assertThat(byUrl.out()).contains("A: jdbc:sqlite:").doesNotContain("geheim9");
        assertThat(at.run("diff", "env:staging", "--ignore", "checksum,reason").out())
                .contains("0 differ; 1 is equal");
        assertThat(at.run("diff", "env:nowhere").code()).isEqualTo(2);
        at.file(
                "cut.jsonl",
                "{\"format\":\"migration-ledger-export\",\"version\":1,\"dialect\":\"sqlite\",\"table\":\"t\"}\n");
        assertThat(at.run("diff", "cut.jsonl").err()).startsWith("ML-1501  cut.jsonl is broken at event 1");
    }
}
