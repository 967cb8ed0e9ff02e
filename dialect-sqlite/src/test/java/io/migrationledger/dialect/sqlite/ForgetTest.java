package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is gone for good, and one that comes back. */
class ForgetTest {
    @TempDir
    Path directory;

    private SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 4);
        project.migrate();
    }

    private void lose(int number) {
        project.delete("%04d_t%d.sql".formatted(number, number)).delete("%04d_t%d.down.sql".formatted(number, number));
    }

    private List<LedgerEvent> forget(String... ids) {
        return project.migrator()
                .forget(List.of(ids).stream().map(MigrationId::of).toList(), "gone for good");
    }

    @Test
    void aForgottenMigrationNoLongerStopsARun() throws Exception {
        lose(2);
        refused(ErrorCode.MISSING_FILE, project::migrate);

        List<LedgerEvent> events = forget("0002");

        assertThat(events).singleElement().isInstanceOfSatisfying(LedgerEvent.RolledBack.class, event -> {
            assertThat(event.origin()).isEqualTo(Origin.FORGOTTEN);
            assertThat(event.reason()).contains("gone for good");
        });
        assertThat(project.migrate()).isEmpty();
        assertThat(project.problems()).isEmpty();
        assertThat(project.tables()).as("nothing is undone").contains("t2");
        assertThat(project.standings()).doesNotContainKey("0002");
        assertThat(project.ledger().status().lines())
                .filteredOn(line -> line.standing() == Standing.FORGOTTEN)
                .hasSize(1)
                .noneMatch(line -> line.needsAttention());
        assertThat(project.ledger().verify().isIntact()).isTrue();
        project.tables(5, 5);
        assertThat(project.migrate()).containsExactly("0005");
        MigrationState state =
                project.ledger().state().of(MigrationId.of("0002")).orElseThrow();
        assertThat(state.status()).isEqualTo(MigrationStatus.FORGOTTEN);
        assertThat(state.isInEffect()).isFalse();
    }

    @Test
    void severalAreOneCommit() {
        lose(2);
        lose(3);
        assertThat(forget("0002", "0003", "0002")).hasSize(2);
        assertThat(project.history()).endsWith("ROLLED_BACK/FORGOTTEN 0002", "ROLLED_BACK/FORGOTTEN 0003");
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void nothingIsForgottenWhereOneOfThemCannotBe() {
        lose(2);
        int before = project.history().size();
        refused(ErrorCode.BAD_OPTION, () -> forget("0002", "0003"));
        refused(ErrorCode.UNKNOWN_MIGRATION, () -> forget("0002", "0009"));
        refused(
                ErrorCode.BAD_OPTION,
                () -> project.migrator()
                        .forget(List.of(MigrationId.of("billing", "1")), "no directory of it is named"));
        refused(ErrorCode.BAD_OPTION, () -> project.migrator().forget(List.of(MigrationId.of("0002")), " "));
        assertThat(project.history()).hasSize(before);
        forget("0002");
        refused(ErrorCode.NOTHING_TO_DECLARE, () -> forget("0002"));
    }

    @Test
    void allThatIsMissingButNotWhatIsNewer() {
        refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.migrator().forgetMissing("none is"));
        lose(1);
        lose(2);
        lose(4);
        assertThat(project.migrator().forgetMissing("a branch was given up"))
                .extracting(event -> event.id().value())
                .containsExactly("0001", "0002");
        assertThat(project.standings()).isEqualTo(Map.of("0003", Standing.APPLIED, "0004", Standing.FUTURE));
    }

    @Test
    void aRepeatableOneCanBeForgottenAndRunsAgainWhenItComesBack() throws Exception {
        project.script("R__v.sql", "DROP VIEW IF EXISTS v;", "CREATE VIEW v AS SELECT 1 AS a;");
        assertThat(project.migrate()).containsExactly("R__v");
        project.delete("R__v.sql");
        assertThat(project.migrator().forgetMissing("the view is not used")).hasSize(1);
        assertThat(project.migrator().status().notes()).isEmpty();
        project.script("R__v.sql", "DROP VIEW IF EXISTS v;", "CREATE VIEW v AS SELECT 1 AS a;");
        assertThat(project.migrate()).containsExactly("R__v");
    }

    @Test
    void aFileThatComesBackIsAskedAbout() {
        lose(2);
        forget("0002");
        project.tables(2, 2);

        LedgerException error = refused(ErrorCode.FORGOTTEN, project::migrate);
        assertThat(error.what())
                .endsWith("0002_t2.sql: migration 0002 took effect and was forgotten, and its file is here");
        assertThat(error.next())
                .contains("new Resolution(MigrationId.of(\"0002\"), true, OptionalInt.empty(), reason)")
                .contains("new Resolution(MigrationId.of(\"0002\"), false, OptionalInt.empty(), reason)");
        assertThat(project.problems()).containsExactly("FORGOTTEN 0002");
        assertThat(project.standings()).containsEntry("0002", Standing.FORGOTTEN);
    }

    /** The digest of the newest event alone would tell that it is pending and nothing else. */
    @Test
    void alsoWhereItIsTheLastOne() throws Exception {
        lose(4);
        forget("0004");
        assertThat(project.migrate()).isEmpty();
        project.script("0004_t4.sql", "CREATE TABLE t4 (a INTEGER);");
        project.execute("DROP TABLE t4"); // so that to run it would not fail by itself
        refused(ErrorCode.FORGOTTEN, project::migrate);
        assertThat(project.tables()).doesNotContain("t4");

        project.resolve("0004", false);
        assertThat(project.history()).endsWith("FAILED/RESOLVED 0004");
        assertThat(project.migrate()).containsExactly("0004");
        assertThat(project.tables()).contains("t4");
    }

    @Test
    void whatIsSaidToBeThereCountsAgain() throws Exception {
        lose(2);
        forget("0002");
        project.script("0002_t2.sql", "CREATE TABLE t2 (a INTEGER); -- as it came back");

        LedgerEvent event = project.resolve("0002", true);

        assertThat(event.origin()).isEqualTo(Origin.RESOLVED);
        assertThat(project.migrate()).isEmpty();
        assertThat(project.standings()).containsEntry("0002", Standing.APPLIED);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** Its effect was there all the time, and what came behind it may stand on it. */
    @Test
    void whatIsBackHasThePlaceThatItHad() throws Exception {
        project.tables(5, 5);
        project.migrate();
        lose(2);
        forget("0002");
        project.tables(2, 2);
        project.resolve("0002", true);

        assertThat(rolledBack(RollbackOptions.LAST_BATCH))
                .as("the last run applied nothing else")
                .containsExactly("0005");
        assertThat(rolledBack(RollbackOptions.steps(2))).containsExactly("0004", "0003");
        assertThat(rolledBack(RollbackOptions.ALL)).containsExactly("0002", "0001");
        assertThat(project.tables()).isEmpty();
        assertThat(project.migrate()).hasSize(5);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whatRanAnewAfterItWasForgottenHasANewPlace() throws Exception {
        lose(2);
        forget("0002");
        project.tables(2, 2);
        project.execute("DROP TABLE t2");
        project.resolve("0002", false);
        assertThat(project.migrate(MigrateOptions.ALL.allowingOutOfOrder())).containsExactly("0002");
        assertThat(rolledBack(RollbackOptions.LAST_BATCH)).containsExactly("0002");
    }

    @Test
    void aBaselineThatIsBackIsStillABaseline() throws Exception {
        SqliteProject other = new SqliteProject(Files.createDirectory(directory.resolve("other"))).tables(1, 2);
        other.execute("CREATE TABLE t1 (a INTEGER)");
        other.execute("CREATE TABLE t2 (a INTEGER)");
        other.migrator().baseline(MigrationId.of("0002"), "they were here");
        other.delete("0001_t1.sql").delete("0001_t1.down.sql");
        other.migrator().forget(List.of(MigrationId.of("0001")), "gone");
        other.tables(1, 1);
        other.resolve("0001", true);

        assertThat(other.migrator().rollback(RollbackOptions.ALL).completed()).isEmpty();
        refused(ErrorCode.DECLARED, () -> other.migrator().rollback(RollbackOptions.steps(1)));
        assertThat(other.tables()).containsExactly("t1", "t2");
    }

    private List<String> rolledBack(RollbackOptions options) {
        return project.migrator().rollback(options).completed().stream()
                .map(completed -> completed.id().value())
                .toList();
    }

    @Test
    void aRollbackLeavesTheForgottenAlone() throws Exception {
        lose(2);
        forget("0002");
        assertThat(project.migrator().rollback(RollbackOptions.ALL).completed()).hasSize(3);
        assertThat(project.tables()).containsExactly("t2");
    }

    @Test
    void whatIsPartWayIsNotForgottenInPassing() throws Exception {
        project.script("0005_x.sql", "-- ledger: transaction=none", "CREATE TABLE x (a);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.delete("0005_x.sql");
        refused(ErrorCode.UNSETTLED, () -> forget("0005"));
    }
}
