package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told of a failed migration, what the ledger keeps of it, and when a statement is tried again. */
class FailureWordsTest {
    private static final String APART = "-- ledger: transaction=none";
    private static final SQLException ERROR = new SQLException("the kit says no", "HY000", 7);

    @TempDir
    Path directory;

    SqliteProject project;
    private final FaultySqlite faulty = new FaultySqlite();
    private final List<String> retries = new ArrayList<>();

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
        project.script("0001_log.sql", "CREATE TABLE log (line);").migrate();
    }

    private Migrator.Builder builder() {
        return Migrator.of(project.url(), new Properties())
                .dialect(faulty)
                .source(project.source())
                .listener(new MigrationListener() {
                    @Override
                    public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
                        retries.add(attempt + " after " + pause.toMillis() + " ms: " + error.getMessage());
                    }
                });
    }

    private MigrationFailedException failed(ErrorCode code) {
        return (MigrationFailedException) refused(code, builder().build()::migrate);
    }

    private LedgerException fails(Work work) {
        return refused(
                ErrorCode.STATEMENT_FAILED,
                builder().source(Migrations.java(new Code(work))).build()::migrate);
    }

    private Failure recorded() {
        return ((LedgerEvent.Failed) project.ledger().head().orElseThrow())
                .error()
                .orElseThrow();
    }

    private List<String> log() throws SQLException {
        return project.query("SELECT line FROM log ORDER BY rowid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            INSERT INTO users (id, nme, password_hash) VALUES (1,'admin',NULL); | table users has no column named nme
            ALTER TABLE users ADD COLUMN password_hash TEXT; | duplicate column name: password_hash
            SELECT secret FROM a; | no such table: a
            INSERT INTO users (id, password_hash) VALUES (1,'hunter2'), (1,'x'); | UNIQUE constraint failed: users.id
            INSERT INTO users (password_hash) VALUES (hunter2); | no such column: ***
            INSERT INTO users (password_hash) VALUES ('hunter2') hunter2x; | near "***": syntax error
            """)
    void aColumnWithTheNameOfASecretHidesValuesOnly(String statement, String words) {
        project.script("0002_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, password_hash TEXT);")
                .migrate();
        project.script("0003_three.sql", statement);

        MigrationFailedException failed = failed(ErrorCode.STATEMENT_FAILED);

        assertThat(failed.what()).contains(words);
        assertThat(recorded().message()).isEqualTo(words);
        String shown = failed.result()
                .failed()
                .orElseThrow()
                .excerpt()
                .orElseThrow()
                .lines()
                .get(0)
                .text();
        assertThat(shown).startsWith(statement.substring(0, 12)).doesNotContain("'hunter2'");
    }

    @Test
    void whoStandsInTheWayOfALockIsNamedAndNotRecorded() throws Exception {
        project.script("0002_two.sql", "INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);");
        faulty.failing("INSERT INTO log VALUES (2)", 1, ERROR)
                .judging("isLockTimeout")
                .answering("describeBlockers", any -> Optional.of("session 7 holds it"));

        MigrationFailedException failed = failed(ErrorCode.STATEMENT_FAILED);

        assertThat(failed.what())
                .endsWith(
                        "0002_two.sql:2: migration 0002 failed at statement 2: the kit says no (SQLSTATE HY000, code 7)"
                                + "\nsession 7 holds it");
        assertThat(failed.state()).isEqualTo("Nothing of this migration is in effect, and the ledger says so.");
        assertThat(failed.next())
                .isEqualTo("Wait until the lock is free, or end the session that holds it, and run 'Migrator.migrate()'"
                        + " again; Migrator.Builder.lockRetries makes a run try more often.");
        assertThat(recorded().message()).isEqualTo("the kit says no");
        assertThat(retries).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", APART})
    void aLockIsTriedAgainAsOftenAsAskedAndEachStatementTakesEffectOnce(String head) throws Exception {
        project.script("0002_two.sql", head, "INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);");
        faulty.failing("INSERT INTO log VALUES (2)", 2, ERROR)
                .judging("isLockTimeout")
                .answering("describeBlockers", any -> Optional.of("session 7 holds it"));

        assertThat(builder().lockRetries(2).build().migrate().completed()).hasSize(1);

        assertThat(retries)
                .containsExactly(
                        "1 after 200 ms: the kit says no\nsession 7 holds it",
                        "2 after 400 ms: the kit says no\nsession 7 holds it");
        assertThat(log()).containsExactly("1", "2");
        assertThat(faulty.executed()).hasSize(head.isEmpty() ? 6 : 4);
        assertThat(project.history()).noneMatch(event -> event.startsWith("FAILED"));
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whereTheLockStaysTakenTheMigrationFailsAfterTheLastRetry() throws Exception {
        project.script("0002_two.sql", APART, "INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);");
        faulty.failing("INSERT INTO log VALUES (2)", 3, ERROR).judging("isLockTimeout");

        LedgerException failed =
                refused(ErrorCode.STATEMENT_FAILED, builder().lockRetries(2).build()::migrate);

        assertThat(retries).hasSize(2);
        assertThat(failed.what()).endsWith("code 7)");
        assertThat(failed.state()).isEqualTo("Statement 1 of 2 took effect and stays. The ledger says so.");
        assertThat(log()).containsExactly("1");
    }

    @Test
    void aStatementThatCommitsByItselfIsTriedAgainOnlyWhereItDidNotHappen() throws Exception {
        for (Verdict verdict : List.of(
                new Verdict.DidNotHappen(),
                new Verdict.Repeatable("it only tidies up"),
                new Verdict.Happened(),
                undecided())) {
            retries.clear();
            project = new SqliteProject(directory, verdict.getClass().getSimpleName() + ".db");
            project.script("0002_vacuum.sql", "VACUUM;");
            faulty.failing("VACUUM", 1, ERROR)
                    .judging("isLockTimeout")
                    .answering("nothingWasDone", any -> false)
                    .answering("probe", any -> verdict);
            boolean again = verdict instanceof Verdict.DidNotHappen || verdict instanceof Verdict.Repeatable;
            Migrator migrator = builder().lockRetries(1).build();
            if (again) {
                migrator.migrate();
            } else {
                refused(ErrorCode.IN_DOUBT, migrator::migrate);
            }
            assertThat(retries).as("%s", verdict).hasSize(again ? 1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", APART})
    void aFullDatabaseIsNoFaultOfTheScript(String head) {
        project.script(
                "0002_much.sql", head, "INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (zeroblob(999999));");

        LedgerException failed = refused(
                ErrorCode.STATEMENT_FAILED,
                Migrator.of(project.url() + "?max_page_count=60", new Properties())
                        .source(project.source())
                        .build()::migrate);

        String advice = "There was no room left, on the disk or up to a limit that is set, and the statement was not"
                + " refused: make room and run 'Migrator.migrate()' again"
                + (head.isEmpty() ? "." : ": it goes on at statement 2.");
        assertThat(failed.next()).isEqualTo(advice);
        assertThat(project.migrator().status().lines())
                .last()
                .satisfies(line ->
                        assertThat(line.unfinished().orElseThrow().next()).isEqualTo(advice));
        assertThat(project.migrate()).containsExactly("0002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "53100 | 0    | could not extend file                                                 | no room",
                "58030 | 0    | could not write: No space left on device                              | no room",
                "HY000 | 1021 | Disk full (/tmp/x); waiting for someone to free some space...         | no room",
                "HY000 | 1114 | The table 't' is full                                                 | no room",
                "HY000 | 3    | Error writing file 'x' (OS errno 28 - Kein Speicherplatz)             | no room",
                "HY000 | 3    | Error writing file 'x' (Errcode: 28 \"x\")                            | no room",
                "HY000 | 1030 | Got error 28 from storage engine                                      | no room",
                "53200 | 0    | out of shared memory                                                  | short of",
                "HY000 | 3    | Error writing file '28' (OS errno 5 - Input/output error)              | Fix the",
                "22000 | 1114 | another error                                                         | Fix the"
            })
    void whatAServerSaysWhereItLacksSomething(String state, int code, String words, String advice) {
        project.script("0002_two.sql", "INSERT INTO log VALUES (2);");
        faulty.failing("INSERT INTO log VALUES (2)", 1, new SQLException(words, state, code));
        assertThat(failed(ErrorCode.STATEMENT_FAILED).next()).contains(advice);
        LedgerException ofCode = fails(connection -> {
            throw new SQLException(words, state, code);
        });
        assertThat(ofCode.next()).contains(advice);
    }

    private static Verdict undecided() {
        return new Verdict.Undecided("nobody can say", "SELECT 1");
    }

    @Test
    void aDoubtSaysWhatTheDatabaseSaidWhatIsKnownAndHowToAnswer() {
        project.script("0002_vacuum.sql", "INSERT INTO log VALUES (1);", "VACUUM;", "INSERT INTO log VALUES (3);");
        faulty.failing("VACUUM", 1, ERROR)
                .answering("nothingWasDone", any -> false)
                .answering("probe", any -> undecided());

        MigrationFailedException failed = failed(ErrorCode.IN_DOUBT);

        assertThat(failed.what())
                .contains("0002_vacuum.sql:2: nobody but you can say whether statement 2 of migration 0002 took effect:"
                        + " nobody can say")
                .endsWith("\nThe database said: the kit says no");
        assertThat(failed.state()).isEqualTo("Statement 1 of 3 took effect and stays. The ledger records the doubt.");
        assertThat(failed.next())
                .contains("Look with\n    SELECT 1")
                .contains("new Resolution(MigrationId.of(\"0002\"), true, OptionalInt.of(2), reason)");
        assertThat(failed.result().failed().orElseThrow().doubt().orElseThrow().query())
                .isEqualTo("SELECT 1");
    }

    @Test
    void aStatementThatReportedAnErrorAndYetTookEffectIsInDoubt() {
        project.script("0002_vacuum.sql", "VACUUM;");
        faulty.failing("VACUUM", 1, ERROR)
                .answering("nothingWasDone", any -> false)
                .answering("probe", any -> new Verdict.Happened());

        MigrationFailedException failed = failed(ErrorCode.IN_DOUBT);

        assertThat(failed.what()).contains("the statement reported an error, and yet what it names has changed");
        assertThat(failed.state()).isEqualTo("No statement before it took effect. The ledger records the doubt.");
        assertThat(project.standings()).containsEntry("0002", Standing.IN_DOUBT);
    }

    @Test
    void whatTheDriverAdvisesStandsWhereToCorrectTheStatementIsNotTheAnswer() {
        project.script("0002_two.sql", APART, "INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);");
        faulty.failing("INSERT INTO log VALUES (1)", 1, ERROR)
                .answering(
                        "advice",
                        arguments -> Optional.of(
                                (boolean) arguments[2] ? "Give the disk more room." : "Give it each its own mark."));
        assertThat(failed(ErrorCode.STATEMENT_FAILED).next())
                .isEqualTo("Give the disk more room. Then run 'Migrator.migrate()' again.");
        faulty.failing("INSERT INTO log VALUES (2)", 1, ERROR);
        assertThat(failed(ErrorCode.STATEMENT_FAILED).next())
                .isEqualTo("Give the disk more room. Then run 'Migrator.migrate()' again: it goes on at statement 2.");
    }

    @Test
    void aRunThatGoesOnSaysWhichStatementItBeginsWith() {
        project.script("0002_pack.sql", "VACUUM;", "VACUUM main;");
        faulty.failing("VACUUM main", 2, ERROR);
        failed(ErrorCode.STATEMENT_FAILED);
        failed(ErrorCode.STATEMENT_FAILED);

        List<Integer> begun = new ArrayList<>();
        for (LedgerEvent event : project.ledger().events()) {
            if (event instanceof LedgerEvent.Step step) {
                step.intent().ifPresent(intent -> begun.add(intent.statement()));
            }
        }
        assertThat(begun).as("1 and 2 in the first run, 2 in the second").containsExactly(1, 2, 2);
    }

    @Test
    void whatTheDatabaseSaysAfterTheEndIsNoFailureOfTheMigration() throws Exception {
        project.script("0002_two.sql", "INSERT INTO log VALUES (1);").script("0003_three.sql", "SELECT 3;");
        faulty.refusing("afterMigration", ERROR);

        MigrationFailedException failed = failed(ErrorCode.DATABASE_ERROR);

        assertThat(failed.what())
                .isEqualTo("migration 0002 is finished, and then the database reported: the kit says no"
                        + " (SQLSTATE HY000, code 7)");
        assertThat(failed.state()).isEqualTo("It is applied, and the ledger says so.");
        assertThat(failed.next())
                .isEqualTo("Run it again: it finds out from the ledger and the database, and goes on from there.");
        assertThat(project.history()).endsWith("STARTED 0002", "APPLIED 0002", "STARTED 0003");
        assertThat(project.migrate()).containsExactly("0003");
        assertThat(log()).containsExactly("1");
    }

    @Test
    void aTransactionThatMetAnotherOneIsRunAgainByItself() throws Exception {
        project.script("0002_two.sql", "INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);");
        faulty.failing("INSERT INTO log VALUES (2)", 1, ERROR).judging("isSerializationFailure");

        assertThat(builder().build().migrate().completed()).hasSize(1);

        assertThat(retries).hasSize(1);
        assertThat(log()).containsExactly("1", "2");
        assertThat(project.history()).endsWith("STARTED 0002", "APPLIED 0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void codeThatMetAnotherTransactionIsNotRunAgainByItself() throws Exception {
        int[] ran = new int[1];
        faulty.answering("isSerializationFailure", arguments -> arguments[0] == ERROR);

        fails(connection -> {
            ran[0]++;
            throw ERROR;
        });

        assertThat(ran[0]).isOne();
        assertThat(retries).isEmpty();
    }

    @Test
    void whatCodeSaysOfAConnectionOfItsOwnSaysNothingOfTheLedgers() {
        SQLException elsewhere = new SQLException("the other server is gone", "08006");
        faulty.answering("isConnectionLost", arguments -> arguments[0] == elsewhere);

        LedgerException failed = fails(connection -> {
            throw elsewhere;
        });

        assertThat(failed.what()).contains("migration 7 failed at statement 1: the other server is gone");
        assertThat(recorded().sqlState()).isEqualTo("08006");
    }

    /** Code may migrate another database: that its runner was overtaken there says nothing of this ledger's. */
    @ParameterizedTest
    @EnumSource(names = {"FENCED", "LOCK_LOST", "EDITED"})
    void whatALedgerSaysToCodeIsRecordedInItsWords(ErrorCode code) {
        Work work = connection -> {
            throw LedgerException.input(code, "the other ledger says no", "Look there.");
        };
        LedgerException failed =
                refused(code, builder().source(Migrations.java(new Code(work))).build()::migrate);

        assertThat(failed.state()).isEqualTo("Nothing of this migration is in effect, and the ledger says so.");
        assertThat(recorded().message()).isEqualTo(code.code() + "  the other ledger says no");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4000, 4000", "4001, 4000"})
    void aLongMessageIsKeptUpToFourThousandCharacters(int length, int kept) {
        fails(connection -> {
            throw new SQLException("x".repeat(length));
        });

        assertThat(recorded().message()).hasSize(kept).endsWith(length == kept ? "x" : "x…");
        assertThat(recorded().sqlState()).isEmpty();
        assertThat(recorded().vendorCode()).isZero();
    }

    @Test
    void anErrorWithoutWordsIsKeptByItsKind() {
        fails(connection -> {
            throw new SQLException(null, "HY000");
        });
        assertThat(recorded().message()).isEqualTo("java.sql.SQLException");
        fails(connection -> {
            throw new IllegalStateException();
        });
        assertThat(recorded().message()).isEqualTo("java.lang.IllegalStateException");
        assertThat(recorded().file()).contains("Code");
    }

    @Test
    void theCommandThatGoesOnIsTheOneThatFailed() throws Exception {
        project.script("0002_two.sql", "INSERT INTO log VALUES (2);").script("0002_two.down.sql", "BROKEN;");
        project.migrate();
        assertThat(refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.LAST_BATCH))
                        .next())
                .isEqualTo("Fix the script and run 'Migrator.rollback(options)' again.");
        project.script("0003_three.sql", "BROKEN;");
        assertThat(refused(
                                ErrorCode.STATEMENT_FAILED,
                                () -> project.migrate(MigrateOptions.ALL.to(MigrationId.of("3"))))
                        .next())
                .isEqualTo("Fix the script and run 'Migrator.migrate()' again.");
    }

    @Test
    void theScriptIsShownAroundWhatFailed() {
        project.script("0002_two.sql", "INSERT INTO log VALUES (1);", "INSERT INTO nowhere VALUES (2);", "SELECT 3;");

        var excerpt = failed(ErrorCode.STATEMENT_FAILED)
                .result()
                .failed()
                .orElseThrow()
                .excerpt()
                .orElseThrow();

        assertThat(excerpt.toString()).contains("INSERT INTO nowhere VALUES (2)");
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Migration 7, in Java. */
    private record Code(Work work) implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of("7");
        }

        @Override
        public String description() {
            return "code";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            work.on(connection);
        }
    }

    @Test
    void aDriverThatKnowsItsConnectionToBeGoneIsBelieved() throws Exception {
        project.script("0002_two.sql", "INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);");
        faulty.failing("INSERT INTO log VALUES (2)", 1, ERROR).judging("isConnectionLost");

        MigrationFailedException failed = failed(ErrorCode.CONNECTION_LOST);

        assertThat(failed.what()).contains("the connection was lost while statement 2 of migration 0002 ran");
        assertThat(failed.result().failed().orElseThrow().failure().statement()).isEqualTo(2);
        assertThat(project.history()).endsWith("STARTED 0002");
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(log()).containsExactly("1", "2");
    }
}
