package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer says no more than it names. */
class ResolveTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void partWay() {
        at = new Workplace(directory).migration("0001_log.sql", """
                -- ledger: transaction=none
                CREATE TABLE log (line INTEGER);
                INSERT INTO log VALUES (2);
                INSERT INTO nowhere VALUES (3);
                INSERT INTO log VALUES (4);
                """);
        assertThat(at.run("migrate").code()).isEqualTo(1);
    }

    @Test
    void whatTookEffectIsNotUnsaidInPassing() {
        assertThat(at.run("resolve", "0001", "--not-applied", "--reason", "looked"))
                .isEqualTo(new Workplace.Result(2, "", """
                        ML-1002  statements 1 to 2 of migration 0001 took effect, and 'not applied' for the whole would say that they did not
                          now    Nothing in the database was changed.
                          next   Answer for the next statement: ledger resolve 0001 --not-applied --step 3 --reason "…". If you have undone statements 1 to 2 by hand, say so: ledger resolve 0001 --not-applied --step 1 --reason "…".
                        """));
        assertThat(at.run("resolve", "0001", "--not-applied", "--step", "3", "--reason", "looked")
                        .out())
                .contains("migration 0001 resolved: statements 1 to 2 are in effect, and the next run goes on behind.");
        assertThat(at.run("status").out()).contains("Statements 1 to 2 of 4 took effect");
    }

    @Test
    void withoutAnAnswerItShowsWhatIsOpenAndTheCommandsToChooseFrom() {
        assertThat(at.run("resolve", "0001")).isEqualTo(new Workplace.Result(2, "", """
                        ML-1002  resolve needs an answer for migration 0001, --applied or --not-applied
                                 DIR/migrations/0001_log.sql:4: migration 0001 failed at statement 3: no such table: nowhere (code 1)
                                 Statements 1 to 2 of 4 took effect and stay.
                          now    Nothing in the database was changed.
                          next   Look at what it should have done, and answer with one of
                                     ledger resolve 0001 --applied --step 3 --reason "…"   (statement 3 took effect: the next run goes on after it)
                                     ledger resolve 0001 --not-applied --step 3 --reason "…"   (it did not: the next run begins with it)
                                 then run 'ledger migrate'.
                        """));
        assertThat(at.run("resolve", "1")).isEqualTo(at.run("resolve", "0001"));
        assertThat(at.run("resolve", "0001", "--applied", "--step", "3")).isEqualTo(new Workplace.Result(2, "", """
                        ML-1002  missing --reason TEXT
                          now    Nothing in the database was changed.
                          next   See 'ledger help resolve'.
                        """));
        assertThat(at.run("resolve", "0001", "--applied", "--not-applied", "--reason", "x")
                        .err())
                .contains("resolve takes one of --applied and --not-applied");
        assertThat(at.run("resolve", "0007").err()).contains("ML-1305  no migration has the id 0007");
        at.migration("0001_log.sql", "CREATE TABLE log (line INTEGER);\nINSERT INTO log VALUES (2);\nSELECT 1;\n");
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("resolve", "0001").err())
                .contains("ML-1309  nothing of migration 0001 is open: it is applied", "'ledger status'");
    }

    @Test
    void aRollbackIsAnsweredForAsARollback() {
        at.migration("0001_log.sql", "CREATE TABLE log (line INTEGER);\nINSERT INTO log VALUES (2);\nSELECT 1;\n")
                .migration("0001_log.down.sql", "DELETE FROM log;\nBROKEN;\n");
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("rollback").code()).isEqualTo(1);

        assertThat(at.run("resolve", "0001").err())
                .contains(
                        "--applied --step 2 --reason \"…\"   (all of it was undone: it is in effect no more)",
                        "--not-applied --reason \"…\"   (nothing of it was undone: it is in effect as before)",
                        "then run 'ledger rollback'");
        assertThat(at.run("resolve", "0001", "--applied", "--reason", "it is there")
                        .code())
                .isEqualTo(2);
        assertThat(at.run("resolve", "0001", "--not-applied", "--reason", "looked")
                        .out())
                .contains("migration 0001 resolved: nothing of it was rolled back, and it stands as before.");
        assertThat(at.run("status").out()).contains("applied");
    }

    @Test
    void whatDidNotRunIsNotPassedOver() {
        assertThat(at.run("resolve", "0001", "--applied", "--reason", "made by hand"))
                .isEqualTo(new Workplace.Result(2, "", """
                        ML-1002  the question is about statement 3 of migration 0001, and 'applied' for the whole would say that all 4 statements took effect: those after it would never run
                          now    Nothing in the database was changed.
                          next   Answer for that statement: ledger resolve 0001 --applied --step 3 --reason "…"; the next run goes on after it. If all of them took effect, say so: ledger resolve 0001 --applied --step 4 --reason "…".
                        """));
        assertThat(at.run("resolve", "0001", "--applied", "--step", "3", "--reason", "made by hand")
                        .code())
                .isZero();
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.query("SELECT group_concat(line) FROM log")).isEqualTo("2,4");
    }

    @Test
    void whatAPersonHasUndoneRunsAgain() {
        at.sql("DROP TABLE log");
        at.migration("0001_log.sql", "CREATE TABLE log (line INTEGER);\nINSERT INTO log VALUES (9);\n");
        assertThat(at.run("resolve", "0001", "--not-applied", "--step", "1", "--reason", "dropped the table")
                        .out())
                .contains("migration 0001 resolved: nothing of it is in effect, and the next run begins at its first");
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.query("SELECT group_concat(line) FROM log")).isEqualTo("9");
    }
}
