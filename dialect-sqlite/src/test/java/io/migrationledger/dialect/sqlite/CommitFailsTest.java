package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.run.FailingCommit;
import io.migrationledger.conformance.run.LocklessDialect;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A COMMIT that SQLite refuses for a deferred foreign key, which leaves the transaction open. */
class CommitFailsTest {
    private static final String ROW = "INSERT INTO log VALUES (1)";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "-- ledger: transaction=none\n"})
    void aDeferredForeignKeyLeavesNothingOfItsTransaction(String head) throws Exception {
        SqliteProject project = new SqliteProject(directory)
                .script(
                        "0001_tables.sql",
                        "CREATE TABLE parent (id INTEGER PRIMARY KEY);",
                        "CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED);")
                .script(
                        "0002_rows.sql",
                        head + "PRAGMA foreign_keys = ON;",
                        "INSERT INTO parent VALUES (1);",
                        "INSERT INTO child VALUES (2);")
                .script("0003_more.sql", "INSERT INTO parent VALUES (3);");
        boolean apart = !head.isEmpty();

        LedgerException failure = refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(failure.what()).contains("0002_rows.sql").containsIgnoringCase("foreign key");
        List<LedgerEvent> events = project.ledger().events();
        LedgerEvent last = events.get(events.size() - 1);
        assertThat(last)
                .isInstanceOfSatisfying(
                        LedgerEvent.Failed.class,
                        failed -> assertThat(failed.doubt()).isEmpty());
        assertThat(last.header().done()).isEqualTo(apart ? 2 : 0);
        assertThat(last.header().unsettled()).isEqualTo(apart ? 1 : 0);
        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.query("SELECT id FROM parent")).hasSize(apart ? 1 : 0);
        assertThat(project.query("SELECT id FROM child")).isEmpty();

        project.script(
                "0002_rows.sql",
                head + "PRAGMA foreign_keys = ON;",
                "INSERT INTO parent VALUES (1);",
                "INSERT INTO child VALUES (1);");
        assertThat(project.migrate()).containsExactly("0002", "0003");
        assertThat(project.query("SELECT id FROM parent ORDER BY 1")).containsExactly("1", "3");
        assertThat(project.ledger()
                        .state()
                        .of(MigrationId.of("2"))
                        .orElseThrow()
                        .isInEffect())
                .isTrue();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aCommitThatReportsAnErrorAndYetTookEffectIsToldAndTheRunGoesOn() throws Exception {
        SqliteProject project = new SqliteProject(directory)
                .script("0001_log.sql", "CREATE TABLE log (line);")
                .script("0002_row.sql", "INSERT INTO log VALUES (1);")
                .script("0003_row.sql", "INSERT INTO log VALUES (2);");
        FailingCommit failing = new FailingCommit("INSERT INTO log VALUES (1)", FailingCommit.Ending.COMMITTED);
        List<String> warnings = new ArrayList<>();
        try (Connection connection = project.connect()) {
            Migrator.of(failing.wrap(connection))
                    .source(project.source())
                    .listener(new MigrationListener() {
                        @Override
                        public void warning(String text) {
                            warnings.add(text);
                        }
                    })
                    .build()
                    .migrate();
        }
        assertThat(failing.hasFailed()).isTrue();
        assertThat(warnings)
                .containsExactly(
                        "a COMMIT reported an error, and yet what it committed is there: the kit lets this COMMIT"
                                + " report an error");
        assertThat(project.query("SELECT line FROM log ORDER BY 1")).containsExactly("1", "2");
        assertThat(project.history()).noneMatch(event -> event.startsWith("FAILED"));
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ROLLED_BACK", "LEFT_OPEN"})
    void aCommitThatFailsIsAFailureWithTheDigestFromBefore(FailingCommit.Ending ending) throws Exception {
        SqliteProject project = new SqliteProject(directory)
                .script("0001_log.sql", "CREATE TABLE log (line);")
                .script("0002_row.sql", "INSERT INTO log VALUES (1);");
        FailingCommit failing = new FailingCommit("INSERT INTO log VALUES (1)", ending);
        try (Connection connection = project.connect()) {
            Migrator migrator = Migrator.of(failing.wrap(connection))
                    .source(project.source())
                    .build();
            refused(ErrorCode.STATEMENT_FAILED, migrator::migrate);
        }
        assertThat(project.history()).endsWith("STARTED 0002", "FAILED/ERROR 0002");
        List<LedgerEvent> events = project.ledger().events();
        assertThat(events.get(3).header().appliedDigest())
                .isEqualTo(events.get(1).header().appliedDigest());
        assertThat(events.get(3).header().unsettled()).isZero();
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(project.query("SELECT line FROM log")).containsExactly("1");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aCommitThatMetAnotherTransactionIsRunAgainAndNothingIsWrittenTwice() throws Exception {
        SqliteProject project = log();
        RefusedCalls calls = new RefusedCalls();
        calls.before(ROW, () -> calls.refuse("COMMIT", 1, new SQLException("another transaction was here", "40001")));
        migrate(project, calls, new SqliteDialect());
        assertThat(calls.allMet()).isTrue();
        assertThat(project.query("SELECT line FROM log")).containsExactly("1");
        assertThat(project.history()).endsWith("STARTED 0002", "APPLIED 0002").hasSize(4);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyThatIsTakenAtCommitIsTheMarkOfAnotherRunOnlyWhereThereIsOne(boolean overtaken) throws Exception {
        SqliteProject project = log();
        RefusedCalls calls = new RefusedCalls();
        SQLException taken = new SQLException("UNIQUE constraint failed", "23505");
        calls.before(
                ROW,
                () -> calls.before("COMMIT", () -> {
                            if (overtaken) {
                                calls.before("SELECT", project::migrate);
                            }
                        })
                        .refuse("COMMIT", 1, taken));
        FaultySqlite faulty = new FaultySqlite().answering("isDuplicateKey", arguments -> arguments[0] == taken);
        LedgerException error = refused(
                overtaken ? ErrorCode.FENCED : ErrorCode.STATEMENT_FAILED,
                () -> migrate(project, calls, new LocklessDialect(faulty)));
        assertThat(error.what())
                .contains(overtaken ? "another runner has written event 4" : "UNIQUE constraint failed");
        assertThat(project.query("SELECT line FROM log")).hasSize(overtaken ? 1 : 0);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whereNobodyCanSayWhetherACommitTookEffectBothErrorsAreTold() throws Exception {
        SqliteProject project = log();
        RefusedCalls calls = new RefusedCalls();
        SQLException first = new SQLException("the COMMIT failed");
        SQLException second = new SQLException("the ledger cannot be read");
        calls.before(ROW, () -> calls.refuse("COMMIT", 1, first));
        calls.before(ROW, () -> calls.before("ROLLBACK", () -> calls.refuse("SELECT", 1, second)));
        LedgerException error = refused(ErrorCode.STATEMENT_FAILED, () -> migrate(project, calls, new SqliteDialect()));
        assertThat(error).hasCause(first);
        assertThat(first.getSuppressed()).contains(second);
        assertThat(project.migrate()).containsExactly("0002");
    }

    private SqliteProject log() {
        SqliteProject project = new SqliteProject(directory).script("0001_log.sql", "CREATE TABLE log (line);");
        project.migrate();
        return project.script("0002_row.sql", ROW + ";");
    }

    private static void migrate(SqliteProject project, RefusedCalls calls, Dialect dialect) throws SQLException {
        try (Connection connection = project.connect()) {
            Migrator.of(calls.on(connection))
                    .dialect(dialect)
                    .source(project.source())
                    .build()
                    .migrate();
        }
    }
}
