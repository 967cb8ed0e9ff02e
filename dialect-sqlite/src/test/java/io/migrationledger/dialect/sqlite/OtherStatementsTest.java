package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that SQLite does not have: DDL that commits by itself, a CALL that may commit inside, rows no rollback undoes. */
class OtherStatementsTest {
    private static final String APART = "-- ledger: transaction=none";

    @TempDir
    Path directory;

    SqliteProject project;
    private final FaultySqlite committing = new FaultySqlite()
            .committing()
            .running("CALL plain", connection -> SqliteProject.execute(connection, "INSERT INTO log VALUES ('plain')"));
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
        project.script("0001_log.sql", "CREATE TABLE log (line);").migrate();
    }

    /** Sees what is committed just before each statement, and after each migration. */
    private final MigrationListener watch = new MigrationListener() {
        @Override
        public void statementStarted(Migration migration, int number, int line, String text) {
            LedgerEvent head = project.ledger().head().orElseThrow();
            boolean announced = head instanceof LedgerEvent.Step step
                    && step.intent()
                            .filter(intent -> intent.statement() == number)
                            .isPresent();
            seen.add(text + (announced ? " announced" : ""));
        }

        @Override
        public void finished(Migration migration, Direction direction, Duration elapsed) {
            List<String> history = project.history();
            seen.add(String.join(", ", history.subList(history.indexOf("APPLIED " + migration.id()), history.size())));
        }
    };

    private Migrator migrator() {
        return Migrator.of(project.url(), new Properties())
                .dialect(committing)
                .source(project.source())
                .listener(watch)
                .build();
    }

    private String log() throws SQLException {
        return String.join(",", project.query("SELECT line FROM log ORDER BY rowid"));
    }

    @Test
    void eachStatementThatCommitsByItselfIsAnnouncedAlsoAfterAnother() {
        project.script("0002_two.sql", "CREATE TABLE a (x);", "CREATE TABLE b (x);", "INSERT INTO a VALUES (1);");
        migrator().migrate();
        assertThat(seen)
                .containsExactly(
                        "CREATE TABLE a (x) announced",
                        "CREATE TABLE b (x) announced",
                        "INSERT INTO a VALUES (1)",
                        "APPLIED 0002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO log VALUES (2);", "CREATE TABLE a (x);"})
    void theMarkOfOneMigrationAlsoAnnouncesTheFirstStatementOfTheNext(String first) {
        project.script("0002_one.sql", first).script("0003_two.sql", "CREATE TABLE b (x);", "CREATE TABLE c (x);");
        migrator().migrate();
        assertThat(seen)
                .contains("APPLIED 0002, STARTED 0003, STEP 0003", "CREATE TABLE b (x) announced", "APPLIED 0003");
        assertThat(project.history())
                .endsWith("APPLIED 0002", "STARTED 0003", "STEP 0003", "STEP 0003", "APPLIED 0003");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", APART})
    void aCallThatDoesNotCommitTakesEffectWithItsTransaction(String head) throws Exception {
        project.script("0002_call.sql", head, "INSERT INTO log VALUES (1);", "CALL plain();", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, migrator()::migrate);
        boolean apart = !head.isEmpty();
        assertThat(log()).isEqualTo(apart ? "1,plain" : "");
        assertThat(project.ledger().head().orElseThrow().header().done()).isEqualTo(apart ? 2 : 0);

        project.script("0002_call.sql", head, "INSERT INTO log VALUES (1);", "CALL plain();");
        migrator().migrate();
        assertThat(log()).isEqualTo("1,plain");
        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.history().stream().filter("STEP 0002"::equals))
                .as("what each attempt announced and marked, and no mark of its own at the end")
                .hasSize(apart ? 3 : 1);
    }

    @Test
    void whatChangesTheSessionIsRunAgainBeforeTheRunGoesOn() throws Exception {
        committing.running("SET", connection -> seen.add("set"));
        String[] script = {"SET x;", "CREATE TABLE a (x);", "BROKEN;"};
        project.script("0002_set.sql", script);
        refused(ErrorCode.STATEMENT_FAILED, migrator()::migrate);
        seen.clear();
        script[2] = "INSERT INTO log VALUES (3);";
        project.script("0002_set.sql", script);
        migrator().migrate();
        assertThat(seen).containsExactly("set", "INSERT INTO log VALUES (3)", "APPLIED 0002");
    }

    @Test
    void aCallThatCommitsAndThenFailsIsInDoubt() throws Exception {
        committing.running("CALL fails", connection -> {
            SqliteProject.execute(connection, "INSERT INTO log VALUES ('half')", "COMMIT");
            throw new SQLException("and then it failed");
        });
        project.script("0002_call.sql", "INSERT INTO log VALUES (1);", "CALL fails();");

        LedgerException error = refused(ErrorCode.IN_DOUBT, migrator()::migrate);

        assertThat(error.what())
                .contains("statement 2 of migration 0002")
                .contains("it committed inside, and then failed");
        assertThat(error.state()).isEqualTo("Statement 1 of 2 took effect and stays. The ledger records the doubt.");
        assertThat(log()).isEqualTo("1,half");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aCallThatRollsBackInsideIsInDoubtFromTheTransactionsFirstStatementOn() throws Exception {
        committing.running("CALL rolls back", connection -> SqliteProject.execute(connection, "ROLLBACK"));
        project.script("0002_call.sql", "INSERT INTO log VALUES (1);", "CALL rolls back;");

        LedgerException error = refused(ErrorCode.IN_DOUBT, migrator()::migrate);

        assertThat(error.what())
                .contains("statement 1 of migration 0002")
                .contains("statement 2 rolled back the transaction that it was called in, this and everything between"
                        + " them included; what it did after that is not known");
        assertThat(log()).isEmpty();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void rowsThatNoRollbackUndoesAreAnnouncedAsWhatCommitsByItself() {
        committing.answering(
                "escapesTransaction", arguments -> arguments[0].toString().contains("escapes"));
        project.script("0002_rows.sql", "INSERT INTO log VALUES ('escapes');", "INSERT INTO log VALUES (2);");

        migrator().migrate();

        assertThat(seen)
                .containsExactly(
                        "INSERT INTO log VALUES ('escapes') announced", "INSERT INTO log VALUES (2)", "APPLIED 0002");
    }

    @Test
    void whatFailsBehindSuchRowsCanBeFixedAndGoesOn() throws Exception {
        committing.answering(
                "escapesTransaction", arguments -> arguments[0].toString().contains("escapes"));
        project.script("0002_rows.sql", "INSERT INTO log VALUES ('escapes');", "INSERT INTO nowhere VALUES (2);");
        refused(ErrorCode.STATEMENT_FAILED, migrator()::migrate);
        project.script("0002_rows.sql", "INSERT INTO log VALUES ('escapes');", "INSERT INTO log VALUES (2);");

        migrator().migrate();

        assertThat(log()).isEqualTo("escapes,2");
    }

    @Test
    void aCallThatCommittedBeforeTheConnectionWasLostIsInDoubtInTheNextRun() throws Exception {
        committing.running("CALL dies", connection -> {
            SqliteProject.execute(connection, "INSERT INTO log VALUES ('half')", "COMMIT");
            connection.close();
        });
        project.script("0002_call.sql", "INSERT INTO log VALUES (1);", "CALL dies();");
        refused(ErrorCode.CONNECTION_LOST, migrator()::migrate);

        LedgerException error = refused(ErrorCode.IN_DOUBT, migrator()::migrate);

        assertThat(error.what())
                .contains("statement 2 of migration 0002")
                .contains("it committed inside, and then its process ended");
        assertThat(log()).isEqualTo("1,half");
        project.resolve("2", true, 2);
        migrator().migrate();
        assertThat(log()).isEqualTo("1,half");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aStatementThatIsFoundToHaveHappenedIsNotRunAgain() throws Exception {
        committing.running("CREATE TABLE cut", connection -> {
            SqliteProject.execute(connection, "CREATE TABLE cut (x)");
            connection.close();
        });
        project.script("0002_cut.sql", "INSERT INTO log VALUES (1);", "CREATE TABLE cut (x);");
        refused(ErrorCode.CONNECTION_LOST, migrator()::migrate);
        committing.answering("probe", any -> new Verdict.Happened());

        MigrateResult result = migrator().migrate();

        assertThat(result.notes())
                .containsExactly("migration 0002 was cut off in an earlier run: all its statements had taken effect");
        assertThat(result.completed().get(0).resumedAfter()).isEqualTo(2);
        assertThat(log()).isEqualTo("1");
        assertThat(project.tables()).containsExactly("cut", "log");
    }

    @Test
    void aRollbackByAKeptScriptThatWasCutOffIsFoundOutFromThatScript() throws Exception {
        project.script("0002_cut.sql", "INSERT INTO log VALUES (1);")
                .script("0002_cut.down.sql", "DELETE FROM log;", "CREATE TABLE cut (x);");
        migrator().migrate();
        project.delete("0002_cut.sql").delete("0002_cut.down.sql");
        committing.running("CREATE TABLE cut", connection -> {
            SqliteProject.execute(connection, "CREATE TABLE cut (x)");
            connection.close();
        });
        RollbackOptions kept = RollbackOptions.steps(1).withKeptScripts();
        refused(ErrorCode.CONNECTION_LOST, () -> migrator().rollback(kept));
        committing.answering("probe", any -> new Verdict.Happened());

        assertThat(migrator().rollback(kept).completed())
                .extracting(done -> done.id().value())
                .containsExactly("0002");

        assertThat(project.tables()).containsExactly("cut", "log");
        assertThat(log()).isEmpty();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallThatMetALockIsRunAgainOnlyWhereItsTransactionIsStillOpen(boolean commits) throws Exception {
        SQLException locked = new SQLException("locked");
        int[] calls = new int[1];
        committing
                .answering("isLockTimeout", arguments -> arguments[0] == locked)
                .running("CALL meets", connection -> {
                    SqliteProject.execute(connection, "INSERT INTO log VALUES ('met')");
                    if (commits) {
                        SqliteProject.execute(connection, "COMMIT");
                    }
                    if (calls[0]++ == 0) {
                        throw locked;
                    }
                });
        project.script("0002_call.sql", "INSERT INTO log VALUES (1);", "CALL meets();");
        Migrator migrator = Migrator.of(project.url(), new Properties())
                .dialect(committing)
                .source(project.source())
                .lockRetries(3)
                .build();
        if (commits) {
            refused(ErrorCode.IN_DOUBT, migrator::migrate);
        } else {
            migrator.migrate();
        }
        assertThat(calls[0]).isEqualTo(commits ? 1 : 2);
        assertThat(log()).isEqualTo("1,met");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void withMarksOfTheirOwnAStatementThatCommittedIsMarkedBeforeTheNextOneRuns() {
        project.script("0002_two.sql", APART, "CREATE TABLE a (x);", "INSERT INTO a VALUES (1);");
        List<Integer> done = new ArrayList<>();
        Migrator.of(project.url(), new Properties())
                .dialect(committing)
                .source(project.source())
                .listener(new MigrationListener() {
                    @Override
                    public void statementStarted(Migration migration, int number, int line, String text) {
                        done.add(project.ledger().head().orElseThrow().header().done());
                    }
                })
                .build()
                .migrate();
        assertThat(done).containsExactly(0, 1);
    }

    @Test
    void whatATransactionRefusesRunsBetweenTwoAndAgainWhereARunGoesOn() throws Exception {
        committing.running("SET", connection -> {});
        project.script(
                "0002_set.sql", "INSERT INTO log VALUES (1);", "SET x;", "INSERT INTO log VALUES (2);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, migrator()::migrate);
        assertThat(log()).isEqualTo("1");
        assertThat(seen).containsExactly("INSERT INTO log VALUES (1)", "SET x", "INSERT INTO log VALUES (2)", "BROKEN");
        LedgerEvent failed = project.ledger().head().orElseThrow();
        assertThat(failed.header().done()).isBetween(1, 2);
        int events = project.history().size();
        assertThat(project.history()).endsWith("STARTED 0002", "STEP 0002", "FAILED/ERROR 0002");

        project.script("0002_set.sql", "INSERT INTO log VALUES (1);", "SET x;", "INSERT INTO log VALUES (2);");
        migrator().migrate();
        assertThat(committing.executed().stream().filter("SET x"::equals)).hasSize(2);
        assertThat(project.history()).hasSize(events + 2);
        assertThat(log()).isEqualTo("1,2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", APART})
    void theDriversLastCheckIsAskedBeforeEachCommitOfTheScript(String head) {
        int[] checks = new int[1];
        committing.answering("beforeCommit", any -> {
            checks[0]++;
            return null;
        });
        project.script("0002_two.sql", head, "INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);");
        migrator().migrate();
        assertThat(checks[0]).isEqualTo(head.isEmpty() ? 1 : 2);
    }
}
