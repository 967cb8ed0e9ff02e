package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.LedgerState;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two independent chains in one table: {@code main} and {@code billing}. */
class NamespacesTest {
    @TempDir
    Path directory;

    SqliteProject project;
    Path billing;

    @BeforeEach
    void project() throws Exception {
        project = new SqliteProject(directory).tables(1, 2);
        billing = Files.createDirectory(directory.resolve("billing"));
        billing("0001_b1", "CREATE TABLE b1 (x);");
        billing("0002_b2", "CREATE TABLE b2 (x);");
        billing("0001_b1.down", "DROP TABLE b1;");
        billing("0002_b2.down", "DROP TABLE b2;");
    }

    @Test
    void theSameIdInTwoNamespacesIsTwoMigrations() throws Exception {
        assertThat(ids(both().migrate().completed().stream().map(c -> c.id())))
                .containsExactly("billing:0001", "billing:0002", "0001", "0002");
        assertThat(project.tables()).containsExactly("b1", "b2", "t1", "t2");
        assertThat(both().migrate().isUpToDate()).isTrue();
        LedgerState state = project.ledger().state();
        assertThat(state.appliedDigest("main")).isNotEqualTo(state.appliedDigest("billing"));
    }

    @Test
    void eachProgramAppliesAndChecksItsOwnChainOnly() throws Exception {
        project.migrate();

        assertThat(billing().plan(MigrateOptions.ALL).migrations()).hasSize(2);
        assertThat(billing().migrate().completed()).hasSize(2);
        assertThat(project.migrator().migrate().isUpToDate()).isTrue();
        assertThat(project.problems()).isEmpty();
        billing("0001_b1", "CREATE TABLE b1 (edited);");
        assertThat(project.migrator().migrate().isUpToDate()).isTrue();
        assertThatThrownBy(() -> billing().migrate())
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EDITED));
    }

    /** A down script may drop what stands on its table, in whatever namespace that is. */
    @Test
    void aRepeatableOneThatRequiresWhatIsRolledBackRunsAgain() throws Exception {
        billing(
                "R__seen",
                "-- ledger: requires=main:0002\nDROP VIEW IF EXISTS seen;\nCREATE VIEW seen AS SELECT * FROM t2;\n");
        billing(
                "R__apart",
                "-- ledger: requires=main:0001\nDROP VIEW IF EXISTS apart;\nCREATE VIEW apart AS SELECT 1;\n");
        both().migrate();
        both().rollback(RollbackOptions.to(MigrationId.of("0001")));
        assertThat(ids(both().migrate().completed().stream().map(c -> c.id())))
                .containsExactly("0002", "billing:R__seen");
    }

    @Test
    void whatIsPartlyRolledBackIsNothingToStandOn() throws Exception {
        both().migrate();
        project.script("0002_t2.down.sql", "-- ledger: transaction=none", "DELETE FROM t2;", "DROP TABLE missing;");
        assertThatThrownBy(() -> project.migrator().rollback(RollbackOptions.steps(1)))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_FAILED));
        billing("0003_b3", "-- ledger: requires=main:0002\nCREATE TABLE b3 (x);\n");

        assertThatThrownBy(() -> billing().migrate()).isInstanceOfSatisfying(LedgerException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.REQUIRES_NOT_APPLIED);
            assertThat(e.what()).contains("a rollback of 0002 has not ended");
        });
        assertThat(project.tables()).doesNotContain("b3");
    }

    /** What is said of the database itself stands under it. */
    @Test
    void theLedgersOwnNamespaceIsNoMigrations() throws Exception {
        Migrator own = Migrator.of(project.url(), new Properties())
                .source(Migrations.scripts("*", Map.of("0001_a.sql", "CREATE TABLE a (x);")))
                .build();
        assertThatThrownBy(own::migrate).isInstanceOfSatisfying(LedgerException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_OPTION);
            assertThat(e.what()).contains("'*'");
        });
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void statusDoesNotCallTheOtherProgramsMigrationsMissing() {
        project.migrate();
        billing().migrate();

        assertThat(project.standings())
                .isEqualTo(Map.of(
                        "0001", Standing.APPLIED,
                        "0002", Standing.APPLIED,
                        "billing:0001", Standing.APPLIED,
                        "billing:0002", Standing.APPLIED));
        StatusReport status = project.migrator().status();
        assertThat(status.problems()).isEmpty();
        assertThat(status.lines()).noneMatch(StatusReport.Line::needsAttention);
        assertThat(status.notes())
                .containsExactly("no directory here is for namespace billing: its migrations are shown as the ledger"
                        + " has them, and not compared with files");
    }

    @Test
    void whatIsUnsettledInAnotherNamespaceIsShownAndNeedsNoAttentionHere() throws Exception {
        project.migrate();
        billing("0001_b1", "-- ledger: transaction=none", "CREATE TABLE b1 (x);", "BROKEN;");
        assertThatThrownBy(() -> billing().migrate()).isInstanceOf(LedgerException.class);

        assertThat(project.standings()).containsEntry("billing:0001", Standing.PART_WAY);
        assertThat(project.migrator().status().lines()).noneMatch(StatusReport.Line::needsAttention);
        assertThat(billing().status().lines()).anyMatch(StatusReport.Line::needsAttention);
    }

    @Test
    void theLedgerAloneTellsOfAllNamespaces() throws Exception {
        project.migrate();
        billing().migrate();
        billing().rollback(RollbackOptions.steps(1));
        StatusReport report = project.ledger().status();

        assertThat(report.lines())
                .extracting(line -> line.id() + " " + line.standing() + " " + line.needsAttention())
                .containsExactly(
                        "billing:0001 APPLIED false",
                        "billing:0002 ROLLED_BACK false",
                        "0001 APPLIED false",
                        "0002 APPLIED false");
        assertThat(report.head().orElseThrow().sequence()).isEqualTo(10);
        assertThat(report.notes()).containsExactly("no files were read: this is what the ledger alone says");
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void aRollbackOfOneProgramLeavesTheOthersAlone() throws Exception {
        project.migrate();
        billing().migrate();

        project.migrator().rollback(RollbackOptions.steps(9));

        assertThat(project.tables()).containsExactly("b1", "b2");
        assertThat(billing().migrate().isUpToDate()).isTrue();
        assertThat(project.migrate()).containsExactly("0001", "0002");
    }

    @Test
    void whatIsUnsettledInOneNamespaceDoesNotStopTheOther() throws Exception {
        billing("0001_b1", "-- ledger: transaction=none", "CREATE TABLE b1 (x);", "BROKEN;");
        assertThatThrownBy(() -> billing().migrate()).isInstanceOf(LedgerException.class);

        assertThat(project.migrate()).containsExactly("0001", "0002");
        assertThat(project.migrator().migrate().isUpToDate()).isTrue();
        assertThat(project.ledger().state().unsettled("billing")).isEqualTo(1);
        assertThat(project.ledger().state().unsettled("main")).isZero();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void migratingToAnIdConcernsItsNamespaceOnly() throws Exception {
        both().migrate(MigrateOptions.ALL.to(MigrationId.of("1")));
        assertThat(project.tables()).containsExactly("t1");

        both().migrate(MigrateOptions.ALL.to(MigrationId.of("billing", "1")));
        assertThat(project.tables()).containsExactly("b1", "t1");
    }

    @Test
    void rollingBackToAnIdConcernsItsNamespaceOnly() throws Exception {
        project.migrate();
        billing().migrate();

        both().rollback(RollbackOptions.to(MigrationId.of("1")));

        assertThat(project.tables()).containsExactly("b1", "b2", "t1");
    }

    @Test
    void aRunFollowsThePlansOrderRepeatablesAfterTheVersionedOfAllNamespaces() throws Exception {
        project.script("R__a.sql", "SELECT 1;");
        billing("R__b", "SELECT 1;");
        List<String> planned = ids(both().plan(MigrateOptions.ALL).migrations().stream()
                .map(planned1 -> planned1.migration().id()));

        assertThat(planned).containsExactly("billing:0001", "billing:0002", "0001", "0002", "billing:R__b", "R__a");
        assertThat(ids(both().migrate().completed().stream().map(c -> c.id()))).isEqualTo(planned);
    }

    @Test
    void aMigrationMayRequireOneOfAnotherNamespace() throws Exception {
        billing("0002_b2", "-- ledger: requires=main:2", "CREATE TABLE b2 AS SELECT * FROM t2;");

        assertThat(ids(both().migrate().completed().stream().map(c -> c.id())))
                .containsExactly("billing:0001", "0001", "0002", "billing:0002");
    }

    @Test
    void whatIsRequiredOfAProgramThatIsNotHereMustBeInEffect() throws Exception {
        billing("0002_b2", "-- ledger: requires=main:2", "CREATE TABLE b2 AS SELECT * FROM t2;");
        assertThatThrownBy(() -> billing().migrate())
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_REQUIRES));
        assertThat(project.tables()).isEmpty();

        project.migrate();
        assertThat(billing().migrate().completed()).hasSize(2);
    }

    private Migrator both() {
        return project.builder()
                .source(Migrations.directory("billing", billing))
                .build();
    }

    private Migrator billing() {
        return Migrator.of(project.url(), new Properties())
                .source(Migrations.directory("billing", billing))
                .build();
    }

    private void billing(String name, String... lines) throws Exception {
        Files.writeString(billing.resolve(name + ".sql"), String.join("\n", lines));
    }

    private static List<String> ids(Stream<MigrationId> ids) {
        return ids.map(MigrationId::toString).toList();
    }
}
