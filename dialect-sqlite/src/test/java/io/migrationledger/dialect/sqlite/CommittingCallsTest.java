package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Migration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CALL that commits inside and goes on in a transaction of its own, which SQLite does not have. */
class CommittingCallsTest {
    private static final SQLException ERROR = new SQLException("the kit says no", "HY000", 7);

    @TempDir
    Path directory;

    SqliteProject project;
    private final RefusedCalls calls = new RefusedCalls();
    private final List<Integer> retries = new ArrayList<>();
    private int ended = -1;
    private final FaultySqlite faulty = new FaultySqlite()
            .committing()
            .running("CALL commits", this::commits)
            .running("CALL fails", connection -> {
                commits(connection);
                throw ERROR;
            })
            .answering("isLockTimeout", arguments -> arguments[0] == ERROR)
            .answering("inTransaction", any -> !hasEnded());

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
        project.script("0001_log.sql", "CREATE TABLE log (line);").migrate();
    }

    private void commits(Connection connection) throws SQLException {
        SqliteProject.execute(
                connection,
                "INSERT INTO log VALUES ('called')",
                "COMMIT",
                "BEGIN",
                "INSERT INTO log VALUES ('left open')");
        ended = calls.calls().size();
    }

    /** The driver's transaction has ended, until it begins another one. */
    private boolean hasEnded() {
        return ended >= 0 && !calls.calls().subList(ended, calls.calls().size()).contains("BEGIN IMMEDIATE");
    }

    private void migrate() throws SQLException {
        try (Connection connection = project.connect()) {
            Migrator.of(calls.on(connection))
                    .dialect(faulty)
                    .source(project.source())
                    .lockRetries(1)
                    .listener(new MigrationListener() {
                        @Override
                        public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
                            retries.add(attempt);
                        }
                    })
                    .build()
                    .migrate();
        }
    }

    private String log() throws SQLException {
        return String.join(",", project.query("SELECT line FROM log ORDER BY rowid"));
    }

    @Test
    void whatItLeavesOpenIsCommittedWithItsMark() throws Exception {
        project.script(
                "0002_call.sql", "INSERT INTO log VALUES (1);", "CALL commits();", "INSERT INTO log VALUES (2);");
        migrate();
        assertThat(log()).isEqualTo("1,called,left open,2");
        assertThat(project.history()).endsWith("STARTED 0002", "STEP 0002", "STEP 0002", "APPLIED 0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aFailureBehindItIsRecordedBehindItsMark() throws Exception {
        project.script("0002_call.sql", "INSERT INTO log VALUES (1);", "CALL commits();", "BROKEN;");
        LedgerException error = refused(ErrorCode.STATEMENT_FAILED, this::migrate);
        assertThat(error.what()).contains("0002_call.sql:3", "BROKEN");
        assertThat(error.state()).isEqualTo("Statements 1 to 2 of 3 took effect and stay. The ledger says so.");
        assertThat(log()).isEqualTo("1,called,left open");
        assertThat(project.history()).endsWith("STARTED 0002", "STEP 0002", "STEP 0002", "FAILED/ERROR 0002");

        project.script(
                "0002_call.sql", "INSERT INTO log VALUES (1);", "CALL commits();", "INSERT INTO log VALUES (2);");
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).isEqualTo("1,called,left open,2");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whereItsMarkCannotBeWrittenItIsInDoubt() throws Exception {
        calls.before(
                "INSERT INTO log VALUES ('called')",
                () -> calls.refuse("INSERT INTO main.\"migration_ledger\" ", 1, new SQLException("disk I/O error")));
        project.script("0002_call.sql", "INSERT INTO log VALUES (1);", "CALL commits();");
        LedgerException error = refused(ErrorCode.IN_DOUBT, this::migrate);
        assertThat(error.what()).contains("statement 2 of migration 0002", "it committed inside, and then failed");
        assertThat(calls.allMet()).isTrue();
        LedgerEvent head = project.ledger().head().orElseThrow();
        assertThat(head.header().done()).isOne();
        assertThat(log()).isEqualTo("1,called");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aLockThatItWaitedForAfterItsCommitIsNoReasonToRunItAgain() throws Exception {
        project.script("0002_call.sql", "INSERT INTO log VALUES (1);", "CALL fails();");
        refused(ErrorCode.IN_DOUBT, this::migrate);
        assertThat(retries).isEmpty();
        assertThat(log()).isEqualTo("1,called");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** What has no effect by itself counts with the next statement that has one: neither the fence nor an answer counts it. */
    @Test
    void aChangeOfTheSessionBeforeADoubtIsNotCounted() throws Exception {
        faulty.running("SET", connection -> {});
        project.script("0002_call.sql", "SET x = 1;", "CALL fails();");
        refused(ErrorCode.IN_DOUBT, this::migrate);
        assertThat(project.ledger().events())
                .extracting(event -> event.header().id() + " " + event.header().done())
                .containsSubsequence("0002 0", "0002 0", "0002 0")
                .doesNotContain("0002 1");
        assertThat(project.resolve("0002", false, 2).header().done()).isZero();

        project.script("0002_call.sql", "SET x = 2;", "INSERT INTO log VALUES (2);");
        migrate();
        assertThat(log()).isEqualTo("called,2");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }
}
