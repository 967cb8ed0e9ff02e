package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of what went wrong, in the run that it happened in and by 'status' afterwards. */
class StandingWordsTest {
    @TempDir
    Path directory;

    @Test
    void aCancelledStatementIsNotToBeFixed() throws Exception {
        try (TestDatabase database = TestServers.postgres().newDatabase()) {
            Workplace at = new Workplace(directory)
                    .environment("LEDGER_URL", database.url(JdbcClient.POSTGRESQL))
                    .environment("LEDGER_USER", database.user())
                    .environment("LEDGER_PASSWORD", database.password())
                    .migration("0001_slow.sql", "-- ledger: statement-timeout=1s\nSELECT pg_sleep(20);\n");
            String run = at.run("migrate").err();
            // The server's password is the word 'ledger', which is hidden therefore.
            String advice = ("The statement was cancelled, by a person or by a time limit, and not refused: run 'ledger"
                            + " migrate' again. Where it needs more time: '-- ledger: statement-timeout=…' at the head of its"
                            + " script.")
                    .replace("ledger", "***");
            assertThat(run).contains("SQLSTATE 57014").contains(advice);
            assertThat(at.run("status").out()).contains(advice).doesNotContain("Fix the");
        }
    }

    /** The run that ends it says how long the rest took; the status how long all of it did. */
    @Test
    void theTimeOfBothHalvesIsShown() {
        Workplace at = new Workplace(directory)
                .migration("1_a.sql", "-- ledger: transaction=none\nCREATE TABLE a (x);\nBROKEN;\n");
        assertThat(at.run("migrate").code()).isEqualTo(1);
        at.migration("1_a.sql", "-- ledger: transaction=none\nCREATE TABLE a (x);\nSELECT 1;\n");
        assertThat(at.run("migrate").out()).contains(" for the rest  (went on after statement 1)");
        String micros = at.query("SELECT SUM(elapsed_us) FROM migration_ledger WHERE event IN ('FAILED', 'APPLIED')");
        assertThat(at.run("status").out())
                .contains("  " + Readable.duration(Duration.ofNanos(Long.parseLong(micros) * 1000)) + "  a");
        assertThat(at.run("status", "--format", "json").out()).contains("\"resumed\" : true");
        at.run("rollback", "--all", "--yes");
        assertThat(at.migration("2_b.sql", "SELECT 2;\n").run("migrate").code()).isZero();
    }

    @Test
    void aLedgerAtAnotherPlaceLeavesNothingToSay() {
        Workplace at = new Workplace(directory).shop();
        at.run("migrate");
        Workplace.Result result = at.run("status", "--table", "other");
        assertThat(result.code()).isNotZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("ML-1108  there is no ledger at main.\"other\"");
        assertThat(at.run("history", "--table", "other"))
                .isEqualTo(at.run("verify", "--table", "other"))
                .extracting(Workplace.Result::code)
                .isEqualTo(3);
    }

    /** It would undo what somebody else has made. */
    @Test
    void aDownScriptThatWasWrittenForWhatNeverRanDoesNotRun() {
        Workplace at = new Workplace(directory).shop();
        at.migration("0003_names.sql", "-- description: names\n");
        assertThat(at.run("migrate").code()).isZero();
        at.sql("CREATE TABLE names (mine)");
        at.migration("0003_names.sql", "CREATE TABLE names (name TEXT);")
                .migration("0003_names.down.sql", "DROP TABLE names;");
        assertThat(at.run("rollback", "--dry-run", "--sql", "--steps", "1").out())
                .doesNotContain("DROP TABLE");
        assertThat(at.run("rollback", "--steps", "1", "--yes").out()).contains("rolled back  0003");
        assertThat(at.query("SELECT COUNT(mine) FROM names")).isEqualTo("0");
    }

    @Test
    void aScriptThatWasEmptyWhenItRanCanBeRun() {
        Workplace at = new Workplace(directory).shop();
        at.migration("0003_names.sql", "-- description: names\n");
        assertThat(at.run("migrate").code()).isZero();
        at.migration("0003_names.sql", "-- description: names\nALTER TABLE users ADD COLUMN mail TEXT;");
        assertThat(at.run("migrate").err())
                .startsWith("ML-1301")
                .contains("the run that is recorded had 0 statements")
                .contains("'ledger rollback --steps 1'");
        assertThat(at.run("accept", "0003", "--reason", "x").err()).contains("accepting it runs nothing");
        assertThat(at.run("rollback", "--dry-run", "--steps", "1").code()).isZero();
        assertThat(at.run("rollback", "--steps", "1").out()).contains("rolled back  0003");
        assertThat(at.run("migrate").out()).contains("applied  0003");
        assertThat(at.query("SELECT COUNT(mail) FROM users")).isEqualTo("0");
        assertThat(at.run("rollback", "--steps", "1").err()).startsWith("ML-1306");
        assertThat(at.run("verify").code()).isZero();
    }
}
