package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applying what is pending. */
class MigrateTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @Test
    void appliesWhatIsPendingOnceInOrder() throws Exception {
        project.tables(1, 12);

        assertThat(project.migrate()).hasSize(12).startsWith("0001").endsWith("0012");
        assertThat(project.tables()).hasSize(12);
        assertThat(project.migrate()).isEmpty();
        assertThat(project.history()).startsWith("STARTED 0001", "APPLIED 0001", "STARTED 0002");
    }

    @Test
    void theBeginningOfATransactionNamesNoStatements() {
        project.tables(1, 1).script("0002_apart.sql", "-- ledger: transaction=none", "SELECT 1;", "SELECT 2;");
        project.migrate();

        assertThat(project.ledger().events())
                .filteredOn(LedgerEvent.Started.class::isInstance)
                .extracting(
                        event -> ((LedgerEvent.Started) event).steps().entries().size())
                .as("what can be left half-way is compared with the file when the run goes on; nothing else is")
                .containsExactly(0, 2);
    }

    @Test
    void stopsAtATargetAndAtALimit() {
        project.tables(1, 6);

        assertThat(project.migrate(MigrateOptions.ALL.to(MigrationId.of("2")))).containsExactly("0001", "0002");
        assertThat(project.migrate(MigrateOptions.ALL.to(MigrationId.of("1")))).isEmpty();
        assertThat(project.migrate(MigrateOptions.ALL.limit(1))).containsExactly("0003");
        assertThat(project.migrate(MigrateOptions.ALL.to(MigrationId.of("5")).limit(1)))
                .containsExactly("0004");
        assertThat(project.migrate(MigrateOptions.ALL.limit(100))).containsExactly("0005", "0006");
    }

    @Test
    void aLateArrivalIsRefusedUnlessItIsAllowed() throws Exception {
        project.tables(1, 1).tables(3, 3).migrate();
        project.tables(2, 2);

        LedgerException refused = refused(ErrorCode.OUT_OF_ORDER, project::migrate);
        assertThat(refused.what()).contains("0002_t2.sql", "below 0003");
        assertThat(project.tables()).containsExactly("t1", "t3");
        assertThat(project.migrate(MigrateOptions.ALL.allowingOutOfOrder())).containsExactly("0002");
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void idsThatDifferOnlyByZerosAreTheSameMigration() {
        project.script("1_t1.sql", "CREATE TABLE t1 (a INTEGER);").migrate();
        project.delete("1_t1.sql").script("0001.0_t1.sql", "CREATE TABLE t1 (a INTEGER);");

        assertThat(project.migrate()).isEmpty();
        assertThat(project.problems()).isEmpty();
        project.tables(2, 2);
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void partialSuccessIsATypedResult() throws Exception {
        project.tables(1, 2)
                .script("0003_bad.sql", "CREATE TABLE a (x);", "", "INSERT INTO nowhere VALUES (1);")
                .tables(4, 5);

        MigrationFailedException failed = catchThrowableOfType(MigrationFailedException.class, project::migrate);

        MigrateResult result = failed.result();
        assertThat(failed.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
        assertThat(failed.what()).contains("0003_bad.sql:3", "statement 2", "no such table: nowhere");
        assertThat(failed.state()).contains("Nothing of this migration is in effect");
        assertThat(result.completed()).extracting(c -> c.id().value()).containsExactly("0001", "0002");
        assertThat(result.failed().orElseThrow().id()).isEqualTo(MigrationId.of("3"));
        assertThat(result.failed().orElseThrow().done()).isZero();
        assertThat(result.failed().orElseThrow().failure().line()).isEqualTo(3);
        assertThat(result.notRun()).containsExactly(MigrationId.of("4"), MigrationId.of("5"));
        assertThat(project.tables()).containsExactly("t1", "t2");

        project.script("0003_bad.sql", "CREATE TABLE a (x);");
        assertThat(project.migrate()).containsExactly("0003", "0004", "0005");
    }

    @Test
    void aFailedMigrationIsNotHiddenByTheFastPath() {
        project.tables(1, 1).script("0002_bad.sql", "BROKEN;");

        for (int i = 0; i < 3; i++) {
            refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        }
        assertThat(project.history().stream().filter(event -> event.startsWith("FAILED")))
                .hasSize(3);
    }

    @Test
    void recordsTheClocksTimeAndTheProgramsName() {
        project.tables(1, 1);
        Instant instant = Instant.parse("2026-11-21T08:09:10.123456789Z");

        project.builder()
                .clock(Clock.fixed(instant, ZoneOffset.ofHours(5)))
                .application("shop 2.1")
                .build()
                .migrate();

        for (LedgerEvent event : project.ledger().events()) {
            assertThat(event.header().recordedAt()).isEqualTo(Instant.parse("2026-11-21T08:09:10.123456Z"));
            assertThat(event.header().actor().application()).isEqualTo("shop 2.1");
        }
    }

    @Test
    void timeIsDataAndOrderIsSequence() {
        project.tables(1, 1).builder().clock(at("2030-01-01T00:00:00Z")).build().migrate();
        project.tables(2, 2).builder().clock(at("2020-01-01T00:00:00Z")).build().migrate();

        assertThat(project.migrate()).isEmpty();
        assertThat(project.ledger().head().orElseThrow().id().value()).isEqualTo("0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    @Test
    void aTableThatExistsAndIsEmptyIsALedgerWithoutEvents() throws Exception {
        project.tables(1, 1).migrate();
        project.execute("DROP TRIGGER migration_ledger_no_delete", "DELETE FROM migration_ledger", "DROP TABLE t1");

        assertThat(project.ledger().head()).isEmpty();
        assertThat(project.planned()).containsExactly("0001");
        assertThat(project.migrate()).containsExactly("0001");
        assertThat(project.query("SELECT name FROM sqlite_master WHERE name = 'migration_ledger_no_delete'"))
                .as("the trigger is made again")
                .hasSize(1);
    }

    /** Words that another dialect keeps for itself, or that SQLite does elsewhere, are plain names here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "follows",
                "precedes",
                "mod",
                "div",
                "xor",
                "rlike",
                "regexp",
                "match",
                "like",
                "glob",
                "of",
                "by",
                "trigger"
            })
    void aTriggerIsWholeWhateverItsTableIsCalled(String name) throws Exception {
        project.script(
                "0001_trigger.sql",
                "CREATE TABLE u (n);",
                "INSERT INTO u VALUES (0);",
                "CREATE TABLE " + name + " (" + name + ");",
                "CREATE TRIGGER x AFTER INSERT ON " + name + " BEGIN UPDATE u SET n = n + 1; END;",
                "CREATE TRIGGER " + name + " AFTER UPDATE OF " + name + " ON " + name + " WHEN old." + name
                        + " IS NOT new." + name + " BEGIN UPDATE u SET n = n + 10; END;",
                "INSERT INTO " + name + " VALUES (1);",
                "UPDATE " + name + " SET " + name + " = 2;");
        project.migrate();
        assertThat(project.query("SELECT n FROM u")).containsExactly("11");
    }

    @Test
    void anEventThatANewerVersionWroteIsNotGuessedAt() throws Exception {
        project.tables(1, 1).migrate();
        project.execute(
                "DROP TRIGGER migration_ledger_no_update",
                "UPDATE migration_ledger SET event = 'ARCHIVED' WHERE sequence = 2");

        assertThat(refused(ErrorCode.UNKNOWN_FORMAT, project::migrate).what()).contains("event 2", "ARCHIVED");
        refused(ErrorCode.UNKNOWN_FORMAT, project.migrator()::status);
    }

    @Test
    void aFailureOfTheVeryFirstMigrationIsRecorded() {
        project.script("0001_bad.sql", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(project.history()).containsExactly("STARTED 0001", "FAILED/ERROR 0001");
    }

    @Test
    void wrongWiringIsRefusedWhenBuilding() {
        refused(
                ErrorCode.BAD_OPTION,
                () -> Migrator.of(project.url(), new Properties()).build());
        refused(ErrorCode.BAD_OPTION, () -> project.builder().table(" ").build());
        refused(
                ErrorCode.BAD_OPTION,
                () -> project.builder().lockTimeout(Duration.ofSeconds(-1)).build());
        refused(ErrorCode.BAD_OPTION, () -> project.builder().lockRetries(-1).build());
        refused(
                ErrorCode.BAD_OPTION,
                () -> project.builder().statementTimeout(Duration.ZERO).build());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aLimitIsPositive(int limit) {
        refused(ErrorCode.BAD_OPTION, () -> MigrateOptions.ALL.limit(limit));
    }
}
