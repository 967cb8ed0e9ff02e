package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.PlannedMigration;
import io.migrationledger.PlannedStatement;
import io.migrationledger.SquashedScript;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program can read of a ledger, and of migrations, without a run. */
class LedgerReadsTest {
    @TempDir
    Path directory;

    private SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 2);
    }

    @Test
    void theStatusOfAMomentSaysNothingOfWhatIsToBeDoneNow() {
        project.migrate();

        StatusReport first = project.ledger().statusAsOf(2);
        assertThat(first.lines())
                .extracting(line -> line.id().value(), StatusReport.Line::standing)
                .containsExactly(tuple("0001", Standing.APPLIED));
        StatusReport second = project.ledger().statusAsOf(3);
        assertThat(second.head().orElseThrow().sequence()).isEqualTo(3);
        assertThat(second.lines()).hasSize(2);
        assertThat(second.lines().get(1).standing()).isEqualTo(Standing.RUNNING);
        assertThat(second.lines())
                .allSatisfy(line -> assertThat(line.unfinished()).isEmpty());
    }

    @Test
    void theStatusWithoutFilesTellsOfDoubts() {
        project.script("0003_vacuum.sql", "VACUUM;");
        refused(
                ErrorCode.IN_DOUBT,
                project.builder()
                        .dialect(new FaultySqlite()
                                .failing("VACUUM", 1, new SQLException("no"))
                                .answering("nothingWasDone", any -> false)
                                .answering("probe", any -> new Verdict.Happened()))
                        .build()::migrate);

        assertThat(project.ledger().status().problems())
                .extracting(problem -> problem.code() + " " + problem.id().orElseThrow())
                .containsExactly("IN_DOUBT 0003");
    }

    @Test
    void onlyWhatIsWrongWithTheTableIsTold() throws Exception {
        project.migrate();
        assertThat(project.ledger().tableFindings()).isEmpty();

        project.execute("DROP TRIGGER migration_ledger_no_update");
        assertThat(project.ledger().tableFindings())
                .extracting(Finding::topic, Finding::level)
                .containsExactly(tuple(Finding.Topic.LEDGER, Finding.Level.PROBLEM));
    }

    @Test
    void theEnvironmentThatWasDeclared() {
        assertThat(project.ledger().environment()).isEmpty();
        project.migrate();
        assertThat(project.ledger().environment()).isEmpty();
        LedgerEvent.Noted declared = project.migrator().declareEnvironment("production", "it is");
        assertThat(project.ledger().environment()).contains(declared);
    }

    @Test
    void theSchemaThatIsKnown() {
        project.migrate();
        assertThat(project.ledger().knownSchema()).isEmpty();
        project.tables(3, 3).builder().keepSnapshots(true).build().migrate();
        assertThat(project.ledger().knownSchema().orElseThrow().event().sequence())
                .isEqualTo(project.ledger().head().orElseThrow().sequence());
        assertThat(project.ledger().schemaWriter()).isPresent();
    }

    @Test
    void aLedgerThatIsElsewhereIsNotTakenForAnEmptyOne() {
        project.migrate();
        Migrator.Builder moved = project.builder().table("history");
        Ledger ledger = moved.build().ledger();
        refused(ErrorCode.LEDGER_ELSEWHERE, () -> ledger.verify(event -> {}));
        refused(ErrorCode.LEDGER_ELSEWHERE, () -> ledger.verify(event -> {}, script -> {}));
        refused(ErrorCode.LEDGER_ELSEWHERE, ledger::state);

        Ledger own = moved.newLedger().build().ledger();
        assertThat(own.verify().events()).isZero();
        assertThat(own.verify(event -> {}, script -> {}).isIntact()).isTrue();
        assertThat(own.state().migrations()).isEmpty();
    }

    @Test
    void aChainThatIsBrokenAtItsBeginningIsNoEmptyLedger() throws Exception {
        project.migrate();
        project.execute("DROP TRIGGER migration_ledger_no_delete", "DELETE FROM migration_ledger WHERE sequence = 1");
        assertThat(project.ledger().verify().broken().orElseThrow().sequence()).isEqualTo(1);
        assertThat(project.ledger()
                        .verify(event -> {}, script -> {})
                        .broken()
                        .orElseThrow()
                        .sequence())
                .isEqualTo(1);
    }

    @Test
    void noLockIsHeldOfADatabaseThatCannotBeReached() {
        Ledger nowhere = Ledger.of("jdbc:sqlite:" + directory.resolve("missing/test.db"), new Properties());
        refused(ErrorCode.NO_CONNECTION, () -> nowhere.lock(Duration.ZERO));
    }

    @Test
    void whatIsReadWithoutADatabase() {
        Migrator files =
                Migrator.withoutDatabase("sqlite").source(project.source()).build();
        PlannedMigration first = files.plan(MigrateOptions.ALL).migrations().get(0);
        List<PlannedStatement> statements = new ArrayList<>();
        files.statements(first, statements::add);
        assertThat(statements).extracting(PlannedStatement::text).containsExactly("CREATE TABLE t1 (a INTEGER)");

        SquashedScript squashed = files.squash(Optional.empty(), MigrationId.of("2"), "both");
        assertThat(squashed.replaces()).containsExactly(MigrationId.of("0001"), MigrationId.of("0002"));
        assertThat(project.database()).doesNotExist();
    }

    @Test
    void aLookAtTheDatabaseChangesNothing() {
        assertThat(project.migrator().examine(Set.of("CREATE TABLE"), false))
                .isNotEmpty()
                .allMatch(finding -> finding.level() != Finding.Level.PROBLEM);
        assertThat(project.history()).isEmpty();
    }
}
