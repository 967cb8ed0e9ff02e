package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AU-14 on the command line. */
class ExpectHeadTest {
    @TempDir
    Path directory;

    @Test
    void aLostEndStopsTheRunAndTheCheck() throws Exception {
        Workplace at = new Workplace(directory).shop();
        at.run("migrate", "--limit", "1");
        Files.copy(at.database(), at.path("older.db"));
        String said = at.run("migrate").out();
        String head = said.substring(said.indexOf("Head: ")).strip();
        String short_ = head.substring("Head: ".length()).replace(' ', ':');
        assertThat(at.run("migrate", "--expect-head", head).code()).isZero();
        assertThat(at.run("status", "--check", "--expect-head", short_).code()).isZero();

        Files.copy(at.path("older.db"), at.database(), StandardCopyOption.REPLACE_EXISTING);
        Workplace.Result refused = at.run("migrate", "--expect-head", short_);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err())
                .contains("ML-1510  the end of the ledger is lost: event 4 is expected, and the newest one here is 2")
                .contains("Nothing in the database was changed.");
        assertThat(at.query("SELECT count(*) FROM users")).isEqualTo("0");
        at.file("ledger.properties", "expect-head=" + short_ + "\n");
        Workplace.Result check = at.run("status", "--check");
        assertThat(check.code()).isEqualTo(3);
        assertThat(check.out() + check.err()).contains("ML-1510");
        assertThat(at.run("rollback").code()).isEqualTo(3);

        at.file("ledger.properties", "");
        at.migration("0002_add_mira.sql", "INSERT INTO users VALUES (3, 'Other');\nSELECT 1;\n")
                .run("migrate");
        Workplace.Result fork = at.run("migrate", "--expect-head", short_);
        assertThat(fork.code()).isEqualTo(3);
        assertThat(fork.err()).contains("ML-1502  the ledger is another one from event 4 on");
    }

    /** A scratch database has no ledger whose end could be lost. */
    @Test
    void aScratchDatabaseIsNotExpectedToHaveIt() {
        Workplace at = new Workplace(directory).shop();
        at.environment("LEDGER_EXPECT_HEAD", "38:" + "3f9a".repeat(16));
        assertThat(at.run("migrate").err()).contains("ML-1510");
        assertThat(at.run("check").code()).isZero();
        Workplace.Result dump = at.run("dump", "--migrations");
        assertThat(dump.err()).isEmpty();
        assertThat(dump.out()).contains("CREATE TABLE users");
    }

    @Test
    void whatIsNoHeadIsRefused() {
        Workplace at = new Workplace(directory).shop();
        Workplace.Result result = at.run("migrate", "--expect-head", "38:3f9a");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("expect-head=38:3f9a is not the head of a ledger", "with all 64 digits");
    }
}
