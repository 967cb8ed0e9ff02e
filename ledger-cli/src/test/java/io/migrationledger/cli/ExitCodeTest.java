package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each exit code, and what is said with it; 0 and 2 have tests of their own. */
class ExitCodeTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory).shop();
    }

    @Test
    void oneForAMigrationThatFailed() {
        at.migration("0003_bad.sql", "INSERT INTO users VALUES (3, 'Kim');\n\nINSERT INTO nowhere VALUES (1);\n")
                .migration("0004_later.sql", "SELECT 1;\n");
        Workplace.Result result = at.run("migrate");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("applied  0001")
                .contains("applied  0002")
                .doesNotContain("0003");
        assertThat(result.err()).isEqualTo("""
                        ML-1401  DIR/migrations/0003_bad.sql:3: migration 0003 failed at statement 2: no such table: nowhere (code 1)
                                 3 | INSERT INTO nowhere VALUES (1)
                                   |             ^
                          now    Nothing of this migration is in effect, and the ledger says so.
                          left   1 migration not run: 0004
                          next   Fix the script and run 'ledger migrate' again.
                        """);
        assertThat(at.query("SELECT count(*) FROM users")).isEqualTo("2");
    }

    @Test
    void verboseShowsTheStackTraceAndNothingElseDoes() {
        at.migration("0003_bad.sql", "INSERT INTO nowhere VALUES (1);\n");
        assertThat(at.run("migrate", "-v").err()).contains("\tat org.sqlite.");
        assertThat(at.run("migrate").err()).doesNotContain("\tat ");
    }

    @Test
    void threeForABrokenChainAndAnotherHead() {
        at.run("migrate");
        assertThat(at.run("verify", "--head", "ab".repeat(32)))
                .isEqualTo(new Workplace.Result(3, "", """
                        ML-1502  no event has the hash HASH
                          now    Nothing in the database was changed.
                          next   Either it was noted for another database, or events were removed or rewritten since: compare with a backup.
                        """.replace("HASH", "ab".repeat(32))));
        dropTriggers();
        at.sql("UPDATE migration_ledger SET host = 'elsewhere' WHERE sequence = 2");
        Workplace.Result broken = at.run("verify");
        assertThat(broken.code()).isEqualTo(3);
        assertThat(broken.err()).startsWith("ML-1501  the chain is broken at event 2: ");
    }

    @Test
    void fourForADoubt() {
        at.migration("0003_copy.sql", "VACUUM INTO '" + at.path("copy.db") + "';\n");
        assertThat(at.run("migrate").code()).isZero();
        // As if the power had gone after the statement, before its mark.
        dropTriggers();
        at.sql("DELETE FROM migration_ledger WHERE sequence = (SELECT max(sequence) FROM migration_ledger)");

        Workplace.Result doubt = at.run("migrate");
        assertThat(doubt.code()).isEqualTo(4);
        assertThat(doubt.err())
                .startsWith("ML-1403  ")
                .contains("0003_copy.sql:1")
                .doesNotContain("Nothing in the database was changed")
                .contains("ledger resolve 0003 ");
        assertThat(at.run("migrate").err())
                .contains("now    This run ran no statement. What an earlier one did is in effect.");
        assertThat(at.run("status").out())
                .contains("in doubt", "then run 'ledger migrate'.")
                .doesNotContain("the same command");
        assertThat(at.run("resolve", "0003").err())
                .contains("0003_copy.sql:1: whether statement 1 took effect, nobody but you can say: ")
                .contains("\n             VACUUM INTO 'DIR/copy.db'\n")
                .contains("\n             ledger resolve 0003 --applied --step 1 --reason \"…\"   (")
                .contains("\n             ledger resolve 0003 --not-applied --step 1 --reason \"…\"   (")
                .contains("\n         then run 'ledger migrate'.\n");
        assertThat(at.run("resolve", "0003", "--step", "1", "--applied", "--reason", "copy.db is there")
                        .code())
                .isZero();
        assertThat(at.run("migrate").code()).isZero();
    }

    @Test
    void fiveForTheLock() {
        at.run("migrate", "--limit", "1");
        try (LedgerSession holder =
                Ledger.of("jdbc:sqlite:" + at.database(), new Properties()).lock(Duration.ZERO)) {
            assertThat(holder).isNotNull();
            byte[] before = at.databaseBytes();
            Workplace.Result result = at.run("migrate", "--lock-timeout", "100ms");
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err().replaceAll("\\d{4}-\\S+ \\S+ UTC", "TIME").replaceAll("process \\d+", "process N"))
                    .startsWith("Waiting for the lock: it is held by process N, since TIME.\n"
                            + "ML-1405  the lock was not obtained within 0.1 s: it is held by process N, since ")
                    .contains("  next   Wait until that run has ended and run the same command again, or wait longer"
                            + " (--lock-timeout). If ");
            assertThat(at.databaseBytes()).isEqualTo(before);
        }
    }

    private void dropTriggers() {
        for (String name = trigger(); !name.isEmpty(); name = trigger()) {
            at.sql("DROP TRIGGER \"" + name + "\"");
        }
    }

    private String trigger() {
        return at.query("SELECT name FROM sqlite_master WHERE type = 'trigger'");
    }
}
