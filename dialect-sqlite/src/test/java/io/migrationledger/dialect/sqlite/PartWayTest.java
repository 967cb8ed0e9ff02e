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
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.StepList;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code transaction=none}: each statement by itself; what took effect stays, and the next run goes on after it. */
class PartWayTest {
    private static final String APART = "-- ledger: transaction=none";

    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
        project.script("0001_log.sql", "CREATE TABLE log (line);").migrate();
    }

    @Test
    void theNextRunGoesOnAtTheStatementThatFailed() throws Exception {
        each("INSERT INTO log VALUES (1);", "INSERT INTO nowhere VALUES (2);", "INSERT INTO log VALUES (3);");
        MigrationFailedException failed = catchThrowableOfType(MigrationFailedException.class, project::migrate);
        assertThat(failed.state()).contains("Statement 1 of 3 took effect");
        assertThat(failed.next()).contains("goes on at statement 2");
        assertThat(failed.result().failed().orElseThrow().done()).isEqualTo(1);
        assertThat(log()).isEqualTo("1");

        each("INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);", "INSERT INTO log VALUES (3);");
        MigrateResult result = project.migrator().migrate();

        assertThat(result.completed().get(0).resumedAfter()).isEqualTo(1);
        assertThat(log()).isEqualTo("1,2,3");
        assertThat(project.migrate()).isEmpty();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** Each program may leave one behind; the first one's end does not begin the other anew. */
    @Test
    void whatStandsPartWayInTwoNamespacesIsFinishedInOneRun() throws Exception {
        String[] half = {APART, "INSERT INTO log VALUES ('1 %s');", "INSERT INTO later VALUES (2);"};
        List<MigrationSource> sources = new ArrayList<>();
        for (String namespace : List.of("a", "b")) {
            MigrationSource source = Migrations.scripts(
                    namespace, Map.of("0001_half.sql", String.join("\n", half).formatted(namespace)));
            sources.add(source);
            Migrator alone =
                    Migrator.of(project.url(), new Properties()).source(source).build();
            refused(ErrorCode.STATEMENT_FAILED, alone::migrate);
        }
        assertThat(log()).isEqualTo("1 a,1 b");
        project.execute("CREATE TABLE later (x)");
        MigrateResult result = Migrator.of(project.url(), new Properties())
                .source(sources.get(0))
                .source(sources.get(1))
                .build()
                .migrate();

        assertThat(result.completed())
                .extracting(MigrateResult.Completed::resumedAfter)
                .containsExactly(1, 1);
        assertThat(log()).isEqualTo("1 a,1 b");
        assertThat(project.query("SELECT COUNT(*) FROM later")).containsExactly("2");
        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.ledger().events().stream()
                        .filter(LedgerEvent.Started.class::isInstance)
                        .map(event -> event.header().id().namespace() + " after "
                                + event.header().done()))
                .containsExactly("main after 0", "a after 0", "b after 0", "a after 1", "b after 1");
    }

    @Test
    void itMayFailAgainAndAgain() throws Exception {
        for (int done = 0; done < 4; done++) {
            String[] statements = new String[5];
            for (int i = 0; i < 5; i++) {
                statements[i] = i <= done ? "INSERT INTO log VALUES (" + i + ");" : "BROKEN " + i + ";";
            }
            each(statements);
            refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        }
        assertThat(log()).isEqualTo("0,1,2,3");
    }

    @Test
    void aStatementThatTookEffectMustNotBeEditedAndBothTextsAreShown() throws Exception {
        each("INSERT INTO log VALUES (1);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        each("INSERT INTO log VALUES (100);", "INSERT INTO log VALUES (2);");

        LedgerException edited = refused(ErrorCode.EDITED_STATEMENT, project::migrate);

        assertThat(edited.what())
                .contains("0002_each.sql: statement 1")
                .contains("ran as: INSERT INTO log VALUES (1)")
                .contains("is now: INSERT INTO log VALUES (100)");
        assertThat(project.problems()).containsExactly("EDITED_STATEMENT 0002");
        refused(ErrorCode.EDITED_STATEMENT, () -> project.migrator().plan(MigrateOptions.ALL));
        assertThat(log()).isEqualTo("1");
    }

    /** Also where what is left has become one transaction: the beginning that says so names what is in effect. */
    @Test
    void noMustItBeEditedWhereTheRestIsOneTransaction() throws Exception {
        each("INSERT INTO log VALUES (1);", "BROKEN;", "INSERT INTO log VALUES (3);");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.script("0002_each.sql", "INSERT INTO log VALUES (1);", "STILL BROKEN;", "INSERT INTO log VALUES (3);");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.script("0002_each.sql", "INSERT INTO log VALUES (9);", "SELECT 1;", "INSERT INTO log VALUES (3);");
        assertThat(refused(ErrorCode.EDITED_STATEMENT, project::migrate).what())
                .contains("INSERT INTO log VALUES (1)", "INSERT INTO log VALUES (9)");

        project.script("0002_each.sql", "INSERT INTO log VALUES (1);", "SELECT 1;", "INSERT INTO log VALUES (3);");
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).isEqualTo("1,3");
    }

    @Test
    void aStatementThatTookEffectMustNotBeRemoved() throws Exception {
        each("INSERT INTO log VALUES (1);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        each("-- nothing");
        refused(ErrorCode.EDITED_STATEMENT, project::migrate);
        each("INSERT INTO log VALUES (2);");
        refused(ErrorCode.EDITED_STATEMENT, project::migrate);
        assertThat(log()).isEqualTo("1");
    }

    @Test
    void otherLineEndingsAreNoEdit() throws Exception {
        each("INSERT INTO log", "  VALUES (1);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.script(
                "0002_each.sql", APART + "\r\nINSERT INTO log\r\n  VALUES (1);\r\nINSERT INTO log VALUES (2);\r");

        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).isEqualTo("1,2");
    }

    @Test
    void aSecretIsNotKept() throws Exception {
        each("INSERT INTO log VALUES ('password=geheim');", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(project.query("SELECT detail FROM migration_ledger").toString())
                .doesNotContain("geheim");
        each("INSERT INTO log VALUES ('password=other');", "SELECT 1;");
        assertThat(refused(ErrorCode.EDITED_STATEMENT, project::migrate).what()).contains("its text was not kept");
    }

    @Test
    void theDatabasesWordsAreNotKeptWhereTheyMayQuoteASecret() throws Exception {
        each("INSERT INTO log VALUES (1) password 'geheim';");
        LedgerException failed = refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(failed.what()).contains("statement 1").contains("may quote a password");
        StringWriter trace = new StringWriter();
        failed.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("geheim").doesNotContain("near");
        assertThat(project.query("SELECT detail FROM migration_ledger").toString())
                .doesNotContain("geheim")
                .doesNotContain("near");
    }

    /** AU-48. The word that tells of a secret stands behind the 500 characters that are kept of a statement. */
    @Test
    void norWhereTheSecretStandsFarBehindInALongStatement() throws Exception {
        each("INSERT INTO log VALUES (1) /* " + "x".repeat(600) + " */ RETURNING\n 'password', \"geheim\".x;");
        LedgerException failed = refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(failed.what()).contains("may quote a password");
        assertThat(failed.toString()).doesNotContain("geheim");
        assertThat(project.query("SELECT detail FROM migration_ledger").toString())
                .doesNotContain("geheim");
    }

    @Test
    void aRepeatableMigrationIsFinishedAndNeverTakenBack() throws Exception {
        project.script("R__each.sql", APART, "INSERT INTO log VALUES (1);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        for (RollbackOptions options : List.of(RollbackOptions.LAST_BATCH, RollbackOptions.PART_WAY)) {
            LedgerException refused =
                    refused(ErrorCode.UNSETTLED, () -> project.migrator().rollback(options));
            assertThat(refused.next()).contains("Migrator.migrate()").doesNotContain("PART_WAY");
        }
    }

    @Test
    void whatIsPartWayIsFinishedBeforeAnythingElseEvenBelowATarget() {
        project.tables(3, 3);
        each("INSERT INTO log VALUES (1);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        each("INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);");

        assertThat(project.migrate(MigrateOptions.ALL.limit(1))).containsExactly("0002");
        assertThat(project.migrate()).containsExactly("0003");
    }

    @Test
    void aPersonMayDeclareItAsAppliedEvenWhenItsFileIsGone() {
        each("INSERT INTO log VALUES (1);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.delete("0002_each.sql");
        assertThat(refused(ErrorCode.UNSETTLED, project::migrate).next()).contains("Migrator.resolve");

        project.resolve("2", true);

        assertThat(project.standings()).containsEntry("0002", Standing.FUTURE);
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void whereItsFileIsGoneAnAnswerSaysNoMoreThanItNames() {
        each("INSERT INTO log VALUES (1);", "BROKEN;", "INSERT INTO log VALUES (3);");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.delete("0002_each.sql");

        project.resolve("2", true, 2);

        assertThat(project.history()).endsWith("FAILED/RESOLVED 0002");
        assertThat(project.standings()).containsEntry("0002", Standing.PART_WAY);
        project.resolve("2", true, 3);
        assertThat(project.history()).endsWith("APPLIED/RESOLVED 0002");
    }

    @Test
    void aPersonMayDeclareThatNothingOfItIsInEffect() throws Exception {
        each("INSERT INTO log VALUES (1);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.execute("DELETE FROM log");
        each("INSERT INTO log VALUES (7);", "INSERT INTO log VALUES (8);");

        project.resolve("2", false, 1);

        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).isEqualTo("7,8");
    }

    @Test
    void whatTheLedgerKnowsToBeDoneIsNotUnsaidInPassing() throws Exception {
        each("INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);", "BROKEN;", "INSERT INTO log VALUES (4);");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        LedgerException none = refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", false));
        assertThat(none.what())
                .contains("statements 1 to 2 of migration 0002 took effect")
                .endsWith("would say that they did not");
        assertThat(none.next())
                .contains("new Resolution(MigrationId.of(\"0002\"), false, OptionalInt.of(3), reason)")
                .contains("new Resolution(MigrationId.of(\"0002\"), false, OptionalInt.of(1), reason)");
        LedgerException all = refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", true));
        assertThat(all.what()).contains("those after it would never run");
        assertThat(all.next())
                .contains("new Resolution(MigrationId.of(\"0002\"), true, OptionalInt.of(3), reason)")
                .contains("new Resolution(MigrationId.of(\"0002\"), true, OptionalInt.of(4), reason)");
        refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.resolve("2", true, 1));
        refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", false, 4));
        assertThat(project.history()).endsWith("FAILED/ERROR 0002");

        project.resolve("2", false, 3);
        each("INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);", "INSERT INTO log VALUES (3);");
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).isEqualTo("1,2,3");
    }

    @Test
    void aPersonMaySayThatAllOfItIsInEffectByNamingItsLastStatement() throws Exception {
        each("INSERT INTO log VALUES (1);", "INSERT INTO nowhere VALUES (2);", "INSERT INTO log VALUES (3);");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        project.resolve("2", true, 3);

        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).isEqualTo("1");
        assertThat(project.standings()).containsEntry("0002", Standing.APPLIED);
    }

    @Test
    void whatIsKnownOfARollbackIsNotUnsaidInPassingEither() {
        each("INSERT INTO log VALUES (1);");
        project.script("0002_each.down.sql", "DELETE FROM log;", "BROKEN;", "SELECT 1;")
                .migrate();
        refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.LAST_BATCH));

        assertThat(refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", false))
                        .what())
                .contains("statement 1 of the rollback of migration 0002 took effect")
                .endsWith("would say that it did not");
        refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", true));
        project.resolve("2", true, 3);

        MigrateResult result = project.migrator().rollback(RollbackOptions.LAST_BATCH);
        assertThat(result.completed()).extracting(done -> done.id().value()).contains("0002");
        assertThat(project.standings()).containsEntry("0002", Standing.ROLLED_BACK);
    }

    /** "It is applied" is true of the migration, and would be recorded of its rollback. */
    @Test
    void appliedIsNotTakenForARollbackThatUndidNothing() {
        project.script("0002_each.sql", "INSERT INTO log VALUES (1);")
                .script("0002_each.down.sql", "DELETE FROM log;", "BROKEN;")
                .migrate();
        refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.LAST_BATCH));

        assertThat(refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", true))
                        .what())
                .contains("the rollback of migration 0002 undid nothing that the ledger knows of");
        project.resolve("2", false);
        assertThat(project.standings()).containsEntry("0002", Standing.APPLIED);
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void aPersonMaySayThatTheFailedStatementWasMadeByHand() throws Exception {
        each("INSERT INTO log VALUES (1);", "INSERT INTO nowhere VALUES (2);", "INSERT INTO log VALUES (3);");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", true, 4));
        refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", true, 0));

        project.resolve("2", true, 2);

        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).isEqualTo("1,3");
    }

    @Test
    void aPartWayRollbackIsFinishedByRollbackAndStopsMigrate() throws Exception {
        each("INSERT INTO log VALUES (1);");
        project.script("0002_each.down.sql", "DELETE FROM log;", "BROKEN;");
        project.migrate();
        refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.LAST_BATCH));
        assertThat(log()).isEmpty();

        refused(ErrorCode.UNSETTLED, project::migrate);
        assertThat(project.problems()).containsExactly("UNSETTLED 0002");
        project.execute("INSERT INTO log VALUES (9)");
        project.script("0002_each.down.sql", "DELETE FROM log;", "INSERT INTO log VALUES ('down');");
        MigrateResult result = project.migrator().rollback(RollbackOptions.LAST_BATCH);

        assertThat(result.completed().get(0).resumedAfter()).isEqualTo(1);
        assertThat(log()).isEqualTo("9,down");
        assertThat(project.standings()).containsEntry("0002", Standing.ROLLED_BACK);
    }

    @Test
    void whatIsHalfAppliedIsTakenBackOnlyWhereThatIsAskedFor() throws Exception {
        each("INSERT INTO log VALUES (1);", "BROKEN;");
        project.script("0002_each.down.sql", "DELETE FROM log WHERE line = 1;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        LedgerException refused =
                refused(ErrorCode.UNSETTLED, () -> project.migrator().rollback(RollbackOptions.LAST_BATCH));
        assertThat(refused.next()).contains("RollbackOptions.PART_WAY");
        assertThat(log()).isEqualTo("1");
        assertThat(project.migrator().plan(RollbackOptions.PART_WAY).migrations())
                .hasSize(1);

        MigrateResult result = project.migrator().rollback(RollbackOptions.PART_WAY);
        assertThat(result.completed()).hasSize(1);
        assertThat(log()).isEmpty();
        assertThat(project.standings())
                .containsEntry("0001", Standing.APPLIED)
                .containsEntry("0002", Standing.ROLLED_BACK);
        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.migrator().rollback(RollbackOptions.PART_WAY).isUpToDate())
                .isTrue();

        each("INSERT INTO log VALUES (5);", "INSERT INTO log VALUES (6);");
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).isEqualTo("5,6");
    }

    @Test
    void takingBackAHalfThatFailsAtOnceLeavesTheHalf() throws Exception {
        each("INSERT INTO log VALUES (1);", "BROKEN;");
        project.script("0002_each.down.sql", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        LedgerException failed =
                refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.PART_WAY));

        assertThat(failed.next()).contains("'Migrator.rollback(RollbackOptions.PART_WAY)' again");
        assertThat(project.standings()).containsEntry("0002", Standing.PART_WAY);
        each("INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);");
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).isEqualTo("1,2");
    }

    @Test
    void takingBackAHalfGoesOnWhereItFailed() throws Exception {
        each("INSERT INTO log VALUES (1);", "BROKEN;");
        project.script("0002_each.down.sql", "DELETE FROM log;", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.PART_WAY));
        refused(ErrorCode.UNSETTLED, project::migrate);

        project.execute("INSERT INTO log VALUES (9)");
        project.script("0002_each.down.sql", "DELETE FROM log;", "INSERT INTO log VALUES ('down');");
        MigrateResult result = project.migrator().rollback(RollbackOptions.LAST_BATCH);

        assertThat(result.completed()).hasSize(1);
        assertThat(result.completed().get(0).resumedAfter()).isEqualTo(1);
        assertThat(log()).isEqualTo("9,down");
        assertThat(project.standings())
                .containsEntry("0001", Standing.APPLIED)
                .containsEntry("0002", Standing.ROLLED_BACK);
    }

    @Test
    void aPersonMaySayThatNothingOfAHalfWasTakenBack() throws Exception {
        each("INSERT INTO log VALUES (1);", "BROKEN;");
        project.script("0002_each.down.sql", "UPDATE log SET line = line;", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.PART_WAY));

        project.resolve("2", false, 1);

        assertThat(project.standings()).containsEntry("0002", Standing.PART_WAY);
        each("INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);");
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).isEqualTo("1,2");
    }

    @Test
    void aPersonMaySayThatARollbackWasFinishedByHand() {
        each("INSERT INTO log VALUES (1);");
        project.script("0002_each.down.sql", "DELETE FROM log;", "BROKEN;").script("R__v.sql", "SELECT 1;");
        project.migrate();
        refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.LAST_BATCH));

        assertThat(project.resolve("2", true).header().direction()).isEqualTo(Direction.DOWN);

        assertThat(project.standings()).containsEntry("0002", Standing.ROLLED_BACK);
        assertThat(project.planned()).containsExactly("0002", "R__v");
    }

    @Test
    void aPersonMaySayThatNothingWasRolledBack() {
        each("INSERT INTO log VALUES (1);");
        project.script("0002_each.down.sql", "DELETE FROM log;", "BROKEN;").migrate();
        refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.LAST_BATCH));

        project.resolve("2", false, 1);

        assertThat(project.standings()).containsEntry("0002", Standing.APPLIED);
        assertThat(project.migrate()).isEmpty();
        assertThat(project.ledger()
                        .state()
                        .of(MigrationId.of("2"))
                        .orElseThrow()
                        .isInEffect())
                .isTrue();
    }

    @Tag("slow")
    @Test
    void beyondTwentyThousandStatementsItGoesOnWithTheFileUnchangedOnly() throws Exception {
        int failing = StepList.MAX_ENTRIES + 10;
        StringBuilder text = new StringBuilder("-- ledger: transaction=auto\nVACUUM;\n");
        for (int i = 2; i < failing; i++) {
            text.append("SELECT 1;\n");
        }
        text.append("VACUUM;\nINSERT INTO late VALUES (1);");
        project.script("0002_each.sql", text.toString());
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.script("0002_each.sql", text + "\nSELECT 2;");
        refused(ErrorCode.EDITED_STATEMENT, project::migrate);

        project.script("0002_each.sql", text.toString());
        project.execute("CREATE TABLE late (x)");
        assertThat(project.migrator().migrate().completed().get(0).resumedAfter())
                .isEqualTo(failing);
        assertThat(project.query("SELECT x FROM late")).containsExactly("1");
    }

    private void each(String... statements) {
        String[] lines = new String[statements.length + 1];
        lines[0] = APART;
        System.arraycopy(statements, 0, lines, 1, statements.length);
        project.script("0002_each.sql", lines);
    }

    private String log() throws Exception {
        return String.join(",", project.query("SELECT line FROM log ORDER BY rowid"));
    }
}
