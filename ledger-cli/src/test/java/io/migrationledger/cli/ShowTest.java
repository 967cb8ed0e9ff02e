package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger show} and what else the kept scripts are for. */
class ShowTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory);
    }

    @Test
    void printsWhatRanWithoutAnyDirectory() throws Exception {
        at.migration("0001_a.sql", "CREATE TABLE a (x DEFAULT '${secret}');\n")
                .migration("0001_a.down.sql", "DROP TABLE a;\n")
                .run("migrate", "--placeholder", "secret=hunter2");
        Files.delete(at.path("migrations/0001_a.sql"));
        Files.delete(at.path("migrations/0001_a.down.sql"));
        Files.delete(at.path("migrations"));

        assertThat(at.run("show", "1").out()).isEqualTo("CREATE TABLE a (x DEFAULT '${secret}');\n");
        assertThat(at.run("show", "0001", "--down").out()).isEqualTo("DROP TABLE a;\n");
    }

    @Test
    void printsTheNewestAttemptOrTheOneThatAnEventBelongsTo() {
        at.migration("0001_a.sql", "BROKEN;\n");
        assertThat(at.run("migrate").code()).isEqualTo(1);
        at.migration("0001_a.sql", "SELECT 1;\n").run("migrate");

        assertThat(at.run("show", "1").out()).isEqualTo("SELECT 1;\n");
        assertThat(at.run("show", "1", "--sequence", "1").out()).isEqualTo("BROKEN;\n");
        assertThat(at.run("show", "1", "--sequence", "2").out()).isEqualTo("BROKEN;\n");
        assertThat(at.run("show", "1", "--sequence", "4").out()).isEqualTo("SELECT 1;\n");
        assertThat(at.run("show", "1", "--sequence", "5"))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("event 5 is none of migration 1"));
    }

    @Test
    void printsWhatWasAppliedAlsoAfterARollbackWithAnotherFile() {
        at.migration("0001_a.sql", "CREATE TABLE a (x);\n")
                .migration("0001_a.down.sql", "DROP TABLE a;\n")
                .run("migrate");
        at.migration("0001_a.sql", "CREATE TABLE never_run (x);\n");
        at.run("accept", "1", "--reason", "looked");
        assertThat(at.run("rollback").code()).isZero();

        assertThat(at.run("show", "1").out()).isEqualTo("CREATE TABLE a (x);\n");
        assertThat(at.run("show", "1", "--down").out()).isEqualTo("DROP TABLE a;\n");
        assertThat(at.run("show", "1", "--sequence", "3").err())
                .as("an event that no attempt belongs to")
                .contains("ML-1509", "it was declared, and nothing ran");
    }

    @Test
    void saysWhatIsNotKept() {
        at.migration("0001_a.sql", "SELECT 1;\n").run("migrate");
        at.migration("0002_b.sql", "BROKEN 2;\n").run("migrate", "--keep-scripts=false");

        assertThat(at.run("show", "1", "--down").err())
                .contains("ML-1509", "migration 0001 had no down script when it ran (event 1)");
        assertThat(at.run("show", "2").err()).contains("the SQL of the attempt that event 3 began is not kept");
        at.migration("0002_b.sql", "BROKEN 3;\n").run("migrate");
        assertThat(at.run("show", "2", "--sequence", "4").err()).contains("ML-1509");
        at.migration("0002_b.sql", "BROKEN 4;\n")
                .environment("LEDGER_KEEP_SCRIPTS", "false")
                .run("migrate");
        assertThat(at.run("show", "2").err()).contains("Of others it is: --sequence 5.");
        assertThat(at.run("show", "x").code()).isEqualTo(2);
        assertThat(new Workplace(directory.resolve("none")).run("show", "1").code())
                .isEqualTo(3);
    }

    @Test
    void theErrorOfAMissingDownScriptNamesTheOption() throws Exception {
        at.migration("0001_a.sql", "CREATE TABLE a (x);\n")
                .migration("0001_a.down.sql", "DROP TABLE a;\n")
                .run("migrate");
        Files.delete(at.path("migrations/0001_a.down.sql"));
        Workplace.Result refused = at.run("rollback");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("ML-1306")
                .contains("by the down script that the ledger keeps, as it was when it ran (--from-ledger)");

        assertThat(at.run("rollback", "--from-ledger", "--dry-run").out()).contains("DROP TABLE a");
        assertThat(at.run("rollback", "--from-ledger").code()).isZero();
        assertThat(at.run("verify").out()).startsWith("The chain is whole: 4 events, 1 kept script.");
    }

    @Test
    void saysWhatTheStarsStandForAndShowsWhatNobodyWouldSee() {
        at.migration("0001_a.sql", "SELECT 'Pa55-of-the-database', '\u001b[2J\u202E';\n")
                .run("migrate");
        at.environment("LEDGER_PASSWORD", "Pa55-of-the-database");
        Workplace.Result shown = at.run("show", "1");
        assertThat(shown.out()).isEqualTo("SELECT '***', '[U+001B][2J[U+202E]';\n");
        assertThat(shown.err())
                .isEqualTo(
                        "Note: *** stands for a password that this command was given; the kept text has it as it is\n"
                                + "Note: characters that nobody would see are shown by their numbers; --format json has them\n");
        at.environment("LEDGER_PASSWORD", "another-one");
        assertThat(at.run("show", "1", "--format", "json").out()).contains("[2J\u202E");
    }

    @Test
    void aRollbackByAKeptScriptIsTold() throws Exception {
        at.migration("0001_a.sql", "CREATE TABLE a (x);\n")
                .migration("0001_a.down.sql", "DROP TABLE a;\n")
                .run("migrate");
        Files.delete(at.path("migrations/0001_a.down.sql"));
        at.run("rollback", "--from-ledger");
        assertThat(at.run("history").out())
                .contains("down, by the kept script, 1 statement", "by the kept down script");
        assertThat(at.run("history", "--attempts").out()).contains("down, by the kept script, 1 statement");
        assertThat(at.run("show", "1", "--down", "--sequence", "3"))
                .isEqualTo(new Workplace.Result(
                        0,
                        "DROP TABLE a;\n",
                        "Note: the rollback of event 3 ran this text, which the ledger had kept, because the down"
                                + " script's file was gone\n"));
        assertThat(at.run("show", "1", "--down", "--sequence", "1").err()).isEmpty();
        assertThat(at.run("show", "1", "--down", "--sequence", "3", "--format", "json")
                        .out())
                .containsPattern("\"keptDown\" : \"[0-9a-f]{64}\"");
    }

    @Test
    void keepScriptsIsTrueOrFalse() {
        at.file("ledger.properties", "keep-scripts=maybe\n").migration("0001_a.sql", "SELECT 1;\n");
        assertThat(at.run("migrate").err()).contains("keep-scripts=maybe");
    }
}
