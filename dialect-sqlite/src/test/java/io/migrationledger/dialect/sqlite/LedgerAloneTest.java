package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Attempt;
import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.SchemaObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger for programs that run their own DDL. */
class LedgerAloneTest {
    private static final MigrationId ID = MigrationId.of("billing", "42");

    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @Test
    void anAttemptThatIsAppliedIsInEffect() {
        try (LedgerSession session = lock()) {
            LedgerEvent event =
                    session.started(ID, Direction.UP, "v1", "invoices").applied();
            assertThat(event.sequence()).isEqualTo(2);
        }

        assertThat(project.history()).containsExactly("STARTED billing:42", "APPLIED billing:42");
        assertThat(status()).isEqualTo(MigrationStatus.APPLIED);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void appliedJoinsTheCallersTransactionAndCommitsWithIt() throws Exception {
        try (LedgerSession session = lock()) {
            Attempt attempt = session.started(ID, "v1");
            session.connection().setAutoCommit(false);
            SqliteProject.execute(session.connection(), "CREATE TABLE invoices (id)");
            attempt.applied();
            assertThat(project.ledger().head().orElseThrow().sequence())
                    .as("not yet committed")
                    .isEqualTo(1);
            session.connection().commit();
        }

        assertThat(project.tables()).containsExactly("invoices");
        assertThat(status()).isEqualTo(MigrationStatus.APPLIED);
    }

    @Test
    void aRollbackOfTheCallerTakesTheMarkBackToo() throws Exception {
        try (LedgerSession session = lock()) {
            Attempt attempt = session.started(ID, "v1");
            session.connection().setAutoCommit(false);
            SqliteProject.execute(session.connection(), "CREATE TABLE invoices (id)");
            attempt.applied();
            assertThat(session.state().of(ID).orElseThrow().status()).isEqualTo(MigrationStatus.APPLIED);
            session.connection().rollback();
            assertThat(session.state().of(ID).orElseThrow().status()).isEqualTo(MigrationStatus.RUNNING);
            attempt.applied();
            session.connection().commit();
        }

        assertThat(project.history()).containsExactly("STARTED billing:42", "APPLIED billing:42");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whatTheCallerDidNotCommitIsRolledBackWhenTheSessionEnds() throws Exception {
        try (Connection connection = project.connect()) {
            try (LedgerSession session = Ledger.of(connection).lock(Duration.ZERO)) {
                Attempt attempt = session.started(ID, "v1");
                session.connection().setAutoCommit(false);
                SqliteProject.execute(session.connection(), "CREATE TABLE invoices (id)");
                attempt.applied();
            }
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(project.tables()).isEmpty();
        assertThat(status()).isEqualTo(MigrationStatus.RUNNING);
    }

    @Test
    void failedTakesBackTheCallersTransactionAndStays() throws Exception {
        try (LedgerSession session = lock()) {
            Attempt attempt = session.started(ID, "v1");
            session.connection().setAutoCommit(false);
            SqliteProject.execute(session.connection(), "CREATE TABLE invoices (id)");
            attempt.failed(new SQLException("no space", "53100", 13));
        }

        LedgerEvent.Failed failed = (LedgerEvent.Failed) project.ledger().head().orElseThrow();
        assertThat(failed.error().orElseThrow().message()).isEqualTo("no space");
        assertThat(failed.error().orElseThrow().sqlState()).isEqualTo("53100");
        assertThat(failed.error().orElseThrow().vendorCode()).isEqualTo(13);
        assertThat(project.tables()).isEmpty();
        assertThat(status()).isEqualTo(MigrationStatus.FAILED);
    }

    @Test
    void whatIsInEffectCanBeRolledBack() {
        try (LedgerSession session = lock()) {
            refused(ErrorCode.MISUSE, () -> session.started(ID, Direction.DOWN, "v1", ""));
            session.started(ID, "v1").applied();
            session.started(ID, Direction.DOWN, "v1", "").rolledBack();
        }
        assertThat(status()).isEqualTo(MigrationStatus.ROLLED_BACK);
        assertThat(project.ledger().state().appliedDigest("billing")).isEqualTo(AppliedDigest.EMPTY);
    }

    @Test
    void anAttemptThatWasLeftOpenIsRecordedAsInterruptedByTheNext() {
        try (LedgerSession session = lock()) {
            session.started(ID, "v1");
        }
        try (LedgerSession session = lock()) {
            session.started(ID, "v2").applied();
        }

        assertThat(project.history())
                .containsExactly(
                        "STARTED billing:42",
                        "FAILED/INTERRUPTED billing:42",
                        "STARTED billing:42",
                        "APPLIED billing:42");
        assertThat(project.ledger().events())
                .extracting(event -> event.header().checksum())
                .containsExactly("v1", "v1", "v2", "v2");
    }

    @Test
    void anAttemptIsEndedOnceAndNotByAnother() {
        try (LedgerSession session = lock()) {
            Attempt first = session.started(ID, "v1");
            Attempt second = session.started(ID, "v2");
            refused(ErrorCode.MISUSE, first::applied);
            refused(ErrorCode.MISUSE, second::rolledBack);
            second.applied();
            refused(ErrorCode.MISUSE, second::applied);
            refused(ErrorCode.MISUSE, () -> second.failed(new SQLException("late")));
        }
        assertThat(status()).isEqualTo(MigrationStatus.APPLIED);
    }

    @Test
    void nothingIsRecordedAfterTheSessionGaveTheLockUp() throws Exception {
        try (Connection connection = project.connect()) {
            LedgerSession session = Ledger.of(connection).lock(Duration.ZERO);
            Attempt attempt = session.started(ID, "v1");
            session.close();
            session.close();
            refused(ErrorCode.MISUSE, attempt::applied);
            refused(ErrorCode.MISUSE, () -> session.started(ID, "v1"));
        }
        assertThat(project.history()).containsExactly("STARTED billing:42");
    }

    @Test
    void anAttemptIsNotBegunInsideATransaction() throws Exception {
        try (LedgerSession session = lock()) {
            session.connection().setAutoCommit(false);
            refused(ErrorCode.MISUSE, () -> session.started(ID, "v1"));
        }
        assertThat(project.history()).isEmpty();
    }

    @Test
    void aChecksumThatDoesNotFitTheLedgerIsRefused() {
        try (LedgerSession session = lock()) {
            refused(ErrorCode.MISUSE, () -> session.started(ID, ""));
            refused(ErrorCode.MISUSE, () -> session.started(ID, "a".repeat(65)));
            refused(ErrorCode.MISUSE, () -> session.started(ID, "prüfsumme"));
            session.started(ID, "a".repeat(64)).applied();
        }
    }

    @Test
    void whatAMigratorLeftPartWayIsNotForgotten() {
        project.script("0001_half.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "BROKEN;");
        assertThatThrownBy(project::migrate).isInstanceOf(MigrationFailedException.class);

        try (LedgerSession session = lock()) {
            refused(ErrorCode.UNSETTLED, () -> session.started(MigrationId.of("1"), "v1"));
        }
        assertThat(project.ledger()
                        .state()
                        .of(MigrationId.of("1"))
                        .orElseThrow()
                        .status())
                .isEqualTo(MigrationStatus.PART_WAY);
    }

    @Test
    void theStateOfAnyMomentCanBeRead() {
        try (LedgerSession session = lock()) {
            session.started(ID, "v1").applied();
            session.started(ID, Direction.DOWN, "v1", "").rolledBack();
        }

        assertThat(project.ledger().stateAsOf(0).migrations()).isEmpty();
        assertThat(project.ledger().stateAsOf(1).of(ID).orElseThrow().status()).isEqualTo(MigrationStatus.RUNNING);
        assertThat(project.ledger().stateAsOf(2).of(ID).orElseThrow().status()).isEqualTo(MigrationStatus.APPLIED);
        assertThat(project.ledger().stateAsOf(4).of(ID).orElseThrow().status()).isEqualTo(MigrationStatus.ROLLED_BACK);
    }

    @Test
    void theAttemptsOfOneSessionAreOneRunWithGaplessNumbers() {
        for (int run = 1; run <= 2; run++) {
            try (LedgerSession session = lock()) {
                session.started(MigrationId.of("a" + run), "v1").applied();
                session.started(MigrationId.of("b" + run), "v1").applied();
            }
        }

        assertThat(project.ledger().events())
                .extracting(LedgerEvent::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(project.ledger().events())
                .extracting(event -> event.header().batch())
                .containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
        assertThat(project.ledger().events().stream()
                        .map(event -> event.header().runId())
                        .distinct())
                .hasSize(2);
        assertThat(project.ledger().verify().events()).isEqualTo(8);
    }

    @Test
    void anAttemptKeepsItsDescriptionAndItsTime() {
        long before = System.nanoTime();
        try (LedgerSession session = lock()) {
            session.started(ID, Direction.UP, "v1", "invoices").applied();
        }

        assertThat(project.ledger().events()).allSatisfy(event -> {
            assertThat(event.header().elapsed()).isBetween(Duration.ZERO, Duration.ofNanos(System.nanoTime() - before));
            assertThat(event.header().direction()).isEqualTo(Direction.UP);
        });
        assertThat(((LedgerEvent.Started) project.ledger().events().get(0)).description())
                .isEqualTo("invoices");
        assertThat(((LedgerEvent.Applied) project.ledger().events().get(1)).description())
                .isEqualTo("invoices");
    }

    @Test
    void anErrorWithoutWordsIsKeptByItsKind() {
        try (LedgerSession session = lock()) {
            session.started(ID, "v1").failed(new SQLException());
            session.started(ID, "v2").failed(new IllegalStateException());
        }

        assertThat(project.ledger().events())
                .filteredOn(event -> event instanceof LedgerEvent.Failed)
                .extracting(event -> ((LedgerEvent.Failed) event).error().orElseThrow())
                .extracting(failure -> failure.message() + "|" + failure.sqlState() + "|" + failure.vendorCode())
                .containsExactly("java.sql.SQLException||0", "java.lang.IllegalStateException||0");
    }

    @Test
    void aChecksumHasVisibleCharactersOnly() {
        try (LedgerSession session = lock()) {
            refused(ErrorCode.MISUSE, () -> session.started(ID, "a b"));
            refused(ErrorCode.MISUSE, () -> session.started(ID, "a\u007f"));
            session.started(ID, "!~").applied();
        }
        assertThat(project.ledger().head().orElseThrow().header().checksum()).isEqualTo("!~");
    }

    @Test
    void aRollbackThatWasLeftOpenIsRecordedAsInterruptedAndTheMigrationStaysInEffect() {
        try (LedgerSession session = lock()) {
            session.started(ID, "v1").applied();
            session.started(ID, Direction.DOWN, "v1", "");
        }
        try (LedgerSession session = lock()) {
            session.started(ID, Direction.DOWN, "v1", "").rolledBack();
        }

        assertThat(project.history())
                .containsExactly(
                        "STARTED billing:42",
                        "APPLIED billing:42",
                        "STARTED billing:42",
                        "FAILED/INTERRUPTED billing:42",
                        "STARTED billing:42",
                        "ROLLED_BACK billing:42");
        assertThat(project.ledger().events().get(3).header().direction()).isEqualTo(Direction.DOWN);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void anotherNamespacesDigestIsNoPartOfThisOnes() {
        try (LedgerSession session = lock()) {
            session.started(ID, "v1").applied();
            session.started(MigrationId.of("shop", "1"), "v1").applied();
            session.started(ID, Direction.DOWN, "v1", "").rolledBack();
        }
        LedgerState state = project.ledger().state();
        assertThat(state.appliedDigest("billing")).isEqualTo(AppliedDigest.EMPTY);
        assertThat(state.appliedDigest("shop")).isNotEqualTo(AppliedDigest.EMPTY);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void theCallerMayCloseTheConnectionFirst() throws Exception {
        try (Connection connection = project.connect()) {
            try (LedgerSession session = Ledger.of(connection).lock(Duration.ZERO)) {
                session.started(ID, "v1").applied();
                connection.close();
            }
        }
        assertThat(status()).isEqualTo(MigrationStatus.APPLIED);
        lock().close();
    }

    @Test
    void anAttemptThatFailedIsEnded() {
        try (LedgerSession session = lock()) {
            Attempt attempt = session.started(ID, "v1");
            attempt.failed(new SQLException("no space"));
            refused(ErrorCode.MISUSE, attempt::applied);
        }
        assertThat(project.history()).containsExactly("STARTED billing:42", "FAILED/ERROR billing:42");
    }

    @Test
    void afterTheSessionTheCallersTransactionIsItsOwn() throws Exception {
        try (Connection connection = project.connect()) {
            LedgerSession session = Ledger.of(connection).lock(Duration.ZERO);
            Attempt attempt = session.started(ID, "v1");
            session.close();
            connection.setAutoCommit(false);
            SqliteProject.execute(connection, "CREATE TABLE invoices (id)");
            refused(ErrorCode.MISUSE, () -> attempt.failed(new SQLException("late")));
            connection.commit();
        }
        assertThat(project.tables()).containsExactly("invoices");
    }

    @Test
    void theLedgerIsReadOnceHoweverManyAttemptsFollow() throws Exception {
        RefusedCalls calls = new RefusedCalls();
        try (Connection connection = project.connect();
                LedgerSession session = Ledger.of(calls.on(connection)).lock(Duration.ZERO)) {
            session.started(MigrationId.of("a"), "v1").applied();
            int before = calls.calls().size();
            session.started(MigrationId.of("b"), "v1").applied();
            session.started(MigrationId.of("c"), "v1").failed(new SQLException("no space"));
            assertThat(calls.calls().subList(before, calls.calls().size()))
                    .filteredOn(call -> call.startsWith("SELECT"))
                    .isNotEmpty()
                    .allMatch(call -> call.endsWith(" LIMIT 1"));
            assertThat(calls.calls().subList(before, calls.calls().size()))
                    .as("an event of a ledger that has some is one statement, which commits by itself")
                    .noneMatch(call -> call.startsWith("BEGIN"))
                    .filteredOn(call -> call.startsWith("INSERT"))
                    .hasSize(4);
        }
    }

    @Test
    void theHeadAndTheSchemaCanBeSeenUnderTheLock() throws Exception {
        project.execute("CREATE TABLE invoices (id)");
        try (LedgerSession session = lock()) {
            assertThat(session.head()).isEmpty();
            assertThat(session.schemaObjects()).extracting(SchemaObject::name).containsExactly("invoices");
            long sequence = session.started(ID, "v1").applied().sequence();
            assertThat(session.head().orElseThrow().sequence()).isEqualTo(sequence);
        }
    }

    @Test
    void noSecondLedgerIsBegunBesideOneThatWasRenamed() throws Exception {
        try (LedgerSession session = lock()) {
            session.started(ID, "v1").applied();
        }
        project.execute("ALTER TABLE migration_ledger RENAME TO old");
        try (LedgerSession session = lock()) {
            refused(ErrorCode.LEDGER_ELSEWHERE, () -> session.started(ID, "v1"));
        }
        assertThat(project.query("SELECT name FROM sqlite_schema WHERE name = 'migration_ledger'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"written", "its head read", "its state read"})
    void aLedgerThatVanishesUnderTheLockIsNeverTakenForAnEmptyOne(String seen) throws Exception {
        if (!seen.equals("written")) {
            try (LedgerSession session = lock()) {
                session.started(ID, "v1");
            }
        }
        try (LedgerSession session = lock()) {
            switch (seen) {
                case "written" -> session.started(ID, "v1");
                case "its head read" -> assertThat(session.head()).isPresent();
                default -> assertThat(session.state().migrations()).hasSize(1);
            }
            SqliteProject.execute(session.connection(), "DROP TABLE migration_ledger");
            refused(ErrorCode.LEDGER_GONE, session::head);
            refused(ErrorCode.LEDGER_GONE, session::state);
            refused(ErrorCode.LEDGER_GONE, () -> session.started(MigrationId.of("b"), "v1"));
        }
    }

    @Test
    void aLedgerOfOtherColumnsIsNamed() throws Exception {
        try (LedgerSession session = lock()) {
            session.started(ID, "v1").applied();
            SqliteProject.execute(session.connection(), "ALTER TABLE migration_ledger RENAME COLUMN host TO machine");
            assertThat(refused(ErrorCode.LEDGER_CHANGED, session::head).what())
                    .startsWith("the ledger's table main.\"migration_ledger\" cannot be read as one: no such column");
            refused(ErrorCode.LEDGER_CHANGED, session::state);
        }
    }

    @Test
    void aLedgerOfManyPagesIsReadWhole() throws Exception {
        try (Connection connection = project.connect();
                LedgerSession session = Ledger.of(connection).lock(Duration.ZERO)) {
            for (int i = 1; i <= 500; i++) {
                session.started(MigrationId.of(Integer.toString(i)), "v1").applied();
            }
            assertThat(session.state().migrations()).hasSize(500);
        }
        assertThat(project.ledger().verify().events()).isEqualTo(1000);
        assertThat(project.ledger().events())
                .extracting(LedgerEvent::sequence)
                .isSorted()
                .hasSize(1000);
    }

    private LedgerSession lock() {
        return project.ledger().lock(Duration.ZERO);
    }

    private MigrationStatus status() {
        return project.ledger().state().of(ID).orElseThrow().status();
    }
}
