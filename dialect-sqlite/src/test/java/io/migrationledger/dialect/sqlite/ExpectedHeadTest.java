package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.migrationledger.ErrorCode;
import io.migrationledger.ExpectedHead;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.event.LedgerEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AU-14: a run that remembers a newer event than the database has runs nothing. */
class ExpectedHeadTest {
    @TempDir
    Path directory;

    SqliteProject project;
    Path older;

    /** Two migrations, a copy of the database after them, and a third. */
    @BeforeEach
    void project() throws Exception {
        project = new SqliteProject(directory).tables(1, 2);
        project.migrate();
        older = directory.resolve("older.db");
        Files.copy(project.database(), older);
        project.tables(3, 3).migrate();
    }

    private ExpectedHead head() {
        LedgerEvent head = project.ledger().head().orElseThrow();
        return new ExpectedHead(head.sequence(), head.header().hash());
    }

    private void restore() throws Exception {
        Files.copy(older, project.database(), StandardCopyOption.REPLACE_EXISTING);
    }

    private Migrator expecting(ExpectedHead head) {
        return project.builder().expectHead(head).build();
    }

    @Test
    void whatIsThereRuns() {
        ExpectedHead head = head();
        assertThat(expecting(head).migrate().isUpToDate()).isTrue();
        project.tables(4, 5);
        assertThat(expecting(head).migrate().completed()).hasSize(2);
        assertThat(expecting(head).migrate().isUpToDate())
                .as("the ledger has gone on")
                .isTrue();
        assertThat(expecting(head).status().problems()).isEmpty();
        assertThat(expecting(head).rollback(RollbackOptions.steps(1)).completed())
                .hasSize(1);
    }

    @Test
    void aLostEndStopsEverythingBeforeItRuns() throws Exception {
        ExpectedHead head = head();
        restore();
        Migrator migrator = expecting(head);
        LedgerException error = Refusal.refused(ErrorCode.LOST_EVENTS, migrator::migrate);
        assertThat(error.what())
                .isEqualTo(
                        "the end of the ledger is lost: event 6 is expected, and the newest one here is 4, so events 5"
                                + " to 6 are missing");
        Refusal.refused(ErrorCode.LOST_EVENTS, () -> migrator.rollback(RollbackOptions.steps(1)));
        Refusal.refused(ErrorCode.LOST_EVENTS, () -> migrator.plan(RollbackOptions.steps(1)));
        assertThat(migrator.status().problems()).extracting(Problem::code).containsExactly(ErrorCode.LOST_EVENTS);
        assertThat(migrator.validate()).extracting(Problem::code).containsExactly(ErrorCode.LOST_EVENTS);
        Refusal.refused(ErrorCode.LOST_EVENTS, () -> migrator.plan(MigrateOptions.ALL));
        assertThat(project.tables()).containsExactly("t1", "t2");
        assertThat(project.history()).hasSize(4);

        assertThat(project.migrate()).as("without it").containsExactly("0003");
    }

    @Test
    void aLedgerThatIsNotThereIsLostWhole() throws Exception {
        ExpectedHead head = head();
        Files.delete(project.database());
        LedgerException error = Refusal.refused(ErrorCode.LOST_EVENTS, expecting(head)::migrate);
        assertThat(error.what()).contains("there is none at all here, so events 1 to 6 are missing");
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void aForkIsAnotherError() throws Exception {
        ExpectedHead head = head();
        restore();
        assertThat(project.migrate()).containsExactly("0003");
        LedgerException error = Refusal.refused(ErrorCode.OTHER_HEAD, expecting(head)::migrate);
        assertThat(error.what())
                .startsWith("the ledger is another one from event 6 on, or from one before it: its hash is ")
                .contains(head.hash());
        project.tables(4, 4).migrate();
        Refusal.refused(ErrorCode.OTHER_HEAD, expecting(head)::migrate);
        assertThat(expecting(head).status().problems())
                .extracting(Problem::code)
                .containsExactly(ErrorCode.OTHER_HEAD);
    }

    /** AU-14, and the promise of one query. */
    @Test
    void nothingMoreIsAskedWhileItIsTheNewest() throws Exception {
        ExpectedHead head = head();
        assertThat(calls(head)).hasSize(1);
        project.tables(4, 4).migrate();
        assertThat(calls(head)).hasSize(2);
    }

    private List<String> calls(ExpectedHead head) throws Exception {
        CountedCalls counted = CountedCalls.counting();
        try (Connection connection = project.connect()) {
            assertThat(Migrator.of(counted.wrap(connection))
                            .source(project.source())
                            .expectHead(head)
                            .build()
                            .migrate()
                            .isUpToDate())
                    .isTrue();
            return counted.calls();
        }
    }

    @Test
    void itIsReadAsARunPrintsIt() {
        String hash = "0123456789abcdef".repeat(4);
        ExpectedHead head = new ExpectedHead(38, hash);
        assertThat(ExpectedHead.parse("38:" + hash)).contains(head);
        assertThat(ExpectedHead.parse(" Head: 38 " + hash.toUpperCase(java.util.Locale.ROOT) + "\n"))
                .contains(head);
        assertThat(ExpectedHead.parse(head.toString())).contains(head);
        for (String text :
                new String[] {"", "38", "38:" + hash.substring(1), "0:" + hash, "-1:" + hash, hash, "38::" + hash}) {
            assertThat(ExpectedHead.parse(text)).as(text).isEmpty();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpectedHead(0, hash));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpectedHead(1, "x"));
    }
}
