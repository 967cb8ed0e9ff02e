package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose lock is lost while another goes on: it stops, and says what is left to do and what that other has done. */
class OvertakenRunTest {
    private static final String INSERT = "INSERT INTO main.\"migration_ledger\" ";

    @TempDir
    Path directory;

    private SqliteProject project;
    private final RefusedCalls calls = new RefusedCalls();
    private final FaultySqlite lockless = new FaultySqlite()
            .answering("tryLock", any -> Optional.empty())
            .answering("holdsLock", any -> true)
            .answering("unlock", any -> null);

    /** Nothing that one run does keeps the other from doing it as well. */
    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 1);
        project.migrate();
        for (int i = 2; i <= 5; i++) {
            project.script("%04d_x.sql".formatted(i), "SELECT 1;").script("%04d_x.down.sql".formatted(i), "SELECT 1;");
        }
    }

    @FunctionalInterface
    private interface Use {
        void of(Migrator migrator);
    }

    private MigrationFailedException stopped(Use use) throws SQLException {
        try (Connection connection = project.connect()) {
            Migrator migrator = Migrator.of(calls.on(connection))
                    .dialect(lockless)
                    .source(project.source())
                    .keepScripts(false)
                    .build();
            MigrationFailedException error =
                    catchThrowableOfType(MigrationFailedException.class, () -> use.of(migrator));
            assertThat(error).isNotNull();
            assertThat(project.ledger().verify().isIntact()).isTrue();
            return error;
        }
    }

    private static List<String> ids(List<MigrationId> ids) {
        return ids.stream().map(MigrationId::toString).toList();
    }

    /** Another run does this while the one that is looked at is between the beginning and the statements of 0002. */
    private void meanwhile(Runnable other) {
        calls.before("BEGIN IMMEDIATE", other);
    }

    @Test
    void whatAnotherRunHasFinishedIsNamedAndNotLeftToDo() throws Exception {
        meanwhile(() -> project.migrate(MigrateOptions.ALL.to(MigrationId.of("4"))));
        MigrationFailedException error = stopped(Migrator::migrate);

        assertThat(error.code()).isEqualTo(ErrorCode.FENCED);
        assertThat(error.state())
                .isEqualTo("This runner stopped before it recorded anything more."
                        + " Another run has finished 0003, 0004 meanwhile.");
        MigrateResult result = error.result();
        assertThat(ids(result.notRun())).containsExactly("0005");
        assertThat(result.failed().orElseThrow().id()).isEqualTo(MigrationId.of("2"));
        assertThat(result.completed()).isEmpty();
    }

    @Test
    void whereItHasFinishedNothingElseNothingIsSaidOfIt() throws Exception {
        meanwhile(() -> project.migrate(MigrateOptions.ALL.to(MigrationId.of("2"))));
        MigrationFailedException error = stopped(Migrator::migrate);

        assertThat(error.state()).isEqualTo("This runner stopped before it recorded anything more.");
        assertThat(ids(error.result().notRun())).containsExactly("0003", "0004", "0005");
    }

    /** The first error is the run's; that its sequel could not be read hangs on it. */
    @Test
    void whereWhatTheOtherHasDoneCannotBeReadNothingIsSaidOfIt() throws Exception {
        SQLException unreadable = new SQLException("unreadable");
        meanwhile(() -> {
            project.migrate(MigrateOptions.ALL.to(MigrationId.of("4")));
            calls.refuse("SELECT sequence, ", Integer.MAX_VALUE, unreadable);
        });
        MigrationFailedException error = stopped(Migrator::migrate);

        assertThat(error.code()).isEqualTo(ErrorCode.FENCED);
        assertThat(error.state()).doesNotContain("meanwhile");
        assertThat(ids(error.result().notRun())).containsExactly("0003", "0004", "0005");
        assertThat(error).hasStackTraceContaining("Suppressed: java.sql.SQLException: unreadable");
    }

    @Test
    void aRollbackSaysSoOfWhatIsNoLongerInEffect() throws Exception {
        project.migrate();
        meanwhile(() -> project.migrator().rollback(RollbackOptions.steps(2)));
        MigrationFailedException error = stopped(migrator -> migrator.rollback(RollbackOptions.steps(3)));

        assertThat(error.code()).isEqualTo(ErrorCode.FENCED);
        assertThat(error.state()).endsWith("Another run has finished 0004 meanwhile.");
        assertThat(error.result().failed().orElseThrow().id()).isEqualTo(MigrationId.of("5"));
        assertThat(ids(error.result().notRun())).containsExactly("0003");
    }

    @Test
    void soDoesARunThatFindsItsLockLostBeforeAStatement() throws Exception {
        project.script("0002_x.sql", "VACUUM;");
        AtomicBoolean first = new AtomicBoolean(true);
        lockless.answering("holdsLock", any -> {
            if (first.getAndSet(false)) {
                project.resolve("0002", true);
                project.migrate(MigrateOptions.ALL.to(MigrationId.of("3")));
            }
            return false;
        });
        MigrationFailedException error = stopped(Migrator::migrate);

        assertThat(error.code()).isEqualTo(ErrorCode.LOCK_LOST);
        assertThat(error.state())
                .isEqualTo("The statement was not run. Everything before it is recorded."
                        + " Another run has finished 0003 meanwhile.");
        assertThat(ids(error.result().notRun())).containsExactly("0004", "0005");
    }

    @Test
    void whereTheLedgerCannotBeReadAllCountsAsLeftToDo() throws Exception {
        meanwhile(project::migrate);
        calls.before(
                INSERT,
                () -> calls.before(
                        INSERT,
                        () -> calls.refuse("SELECT sequence, event", 1, new SQLException("disk I/O error", null, 10))));
        MigrationFailedException error = stopped(Migrator::migrate);

        assertThat(error.code()).isEqualTo(ErrorCode.FENCED);
        assertThat(error.state()).isEqualTo("This runner stopped before it recorded anything more.");
        assertThat(ids(error.result().notRun())).containsExactly("0003", "0004", "0005");
        assertThat(calls.allMet()).isTrue();
    }

    @Test
    void anyOtherFailureAsksNothingOfOtherRuns() throws Exception {
        project.script("0002_x.sql", "BROKEN;");
        calls.before("ROLLBACK", () -> calls.refuse("SELECT sequence, event", 1, new SQLException("disk I/O error")));
        MigrationFailedException error = stopped(Migrator::migrate);

        assertThat(error.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
        assertThat(ids(error.result().notRun())).containsExactly("0003", "0004", "0005");
        assertThat(calls.allMet()).as("the ledger was not read again").isFalse();
    }
}
