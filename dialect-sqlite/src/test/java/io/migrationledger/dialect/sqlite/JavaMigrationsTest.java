package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.PlannedMigration;
import io.migrationledger.Resolution;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations that are written in Java, among scripts. */
class JavaMigrationsTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @Test
    void runsInItsPlaceAmongScriptsAndIsTakenBackByItsDown() throws Exception {
        project.tables(1, 1).tables(3, 3);
        Migrator migrator =
                migrator(code("2", "1", connection -> SqliteProject.execute(connection, "INSERT INTO t1 VALUES (41)")));

        assertThat(migrator.migrate().completed())
                .extracting(completed -> completed.id().value())
                .containsExactly("0001", "2", "0003");
        assertThat(project.query("SELECT a FROM t1")).containsExactly("41");
        assertThat(migrator.migrate().isUpToDate()).isTrue();

        migrator.rollback(RollbackOptions.steps(2));
        assertThat(project.query("SELECT a FROM t1")).isEmpty();
    }

    /** Whoever stops an application looks at the thread's flag; Kotlin's code throws this without declaring it. */
    @Test
    void anInterruptIsStillThereAfterwards() throws Exception {
        project.tables(1, 1);
        Migrator migrator = migrator(code("2", "1", connection -> thrown(new InterruptedException("stop"))));

        LedgerException error = refused(ErrorCode.STATEMENT_FAILED, migrator::migrate);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(error).hasMessageContaining("stop");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void thrown(Exception error) throws E {
        throw (E) error;
    }

    @Test
    void aFailureTakesBackWhatTheCodeDidAndRunsAgain() throws Exception {
        project.tables(1, 1);
        List<String> fail = new ArrayList<>(List.of("once"));
        Migrator migrator = migrator(code("2", "1", connection -> {
            SqliteProject.execute(connection, "INSERT INTO t1 VALUES (1)");
            if (!fail.isEmpty()) {
                throw new SQLException(fail.remove(0));
            }
        }));

        assertThat(refused(ErrorCode.STATEMENT_FAILED, migrator::migrate))
                .hasMessageContaining("once")
                .extracting(LedgerException::next)
                .isEqualTo("Fix the class, build the program, and run 'Migrator.migrate()' again.");
        assertThat(project.query("SELECT a FROM t1")).isEmpty();
        migrator.migrate();
        assertThat(project.query("SELECT a FROM t1")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "rollback", "setAutoCommit", "close", "abort"})
    void theCodeCannotEndTheLedgersTransaction(String call) throws Exception {
        project.tables(1, 1);
        Migrator migrator = migrator(code("2", "1", connection -> {
            SqliteProject.execute(connection, "INSERT INTO t1 VALUES (1)");
            switch (call) {
                case "commit" -> connection.commit();
                case "rollback" -> connection.rollback();
                case "setAutoCommit" -> connection.setAutoCommit(false);
                case "close" -> connection.close();
                default -> connection.abort(Runnable::run);
            }
        }));

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("must not call Connection." + call);
        assertThat(project.query("SELECT a FROM t1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ROLLBACK", "INSERT OR ROLLBACK INTO t1 VALUES (1)"})
    void codeThatEndsTheTransactionBehindTheLedgersBackIsInDoubt(String sql) throws Exception {
        project.script("0001_t1.sql", "CREATE TABLE t1 (a UNIQUE);");
        Migrator migrator = migrator(code("2", "1", connection -> {
            SqliteProject.execute(connection, "INSERT INTO t1 VALUES (1)");
            try {
                SqliteProject.execute(connection, sql);
            } catch (SQLException e) {
                assertThat(e.getMessage()).contains("UNIQUE");
            }
        }));

        assertThatThrownBy(migrator::migrate).isInstanceOfSatisfying(MigrationFailedException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.IN_DOUBT);
            assertThat(e.what()).contains(": it ended its transaction");
        });

        assertThat(project.history()).endsWith("STARTED 2", "FAILED/ERROR 2");
        boolean applied = !project.query("SELECT a FROM t1").isEmpty();
        assertThat(applied).isEqualTo(sql.equals("COMMIT"));
        migrator.resolve(new Resolution(MigrationId.of("2"), true, OptionalInt.of(1), "looked"));
        assertThat(migrator.migrate().completed()).hasSize(1);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void codeThatCommitsAndBeginsAgainIsInDoubtWhetherItFailsOrNot(boolean fails) throws Exception {
        project.script("0001_t1.sql", "CREATE TABLE t1 (a UNIQUE);");
        Migrator migrator = migrator(code("2", "1", connection -> {
            SqliteProject.execute(connection, "INSERT INTO t1 VALUES (1)");
            SqliteProject.execute(connection, "COMMIT");
            SqliteProject.execute(connection, "BEGIN");
            SqliteProject.execute(connection, "INSERT INTO t1 VALUES (" + (fails ? 1 : 2) + ")");
        }));

        assertThatThrownBy(migrator::migrate)
                .isInstanceOfSatisfying(
                        MigrationFailedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.IN_DOUBT));

        assertThat(project.history()).endsWith("STARTED 2", "FAILED/ERROR 2");
        assertThat(project.query("SELECT a FROM t1"))
                .as("what was committed stays, and what was begun since is rolled back")
                .containsExactly("1");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void theCodeMayUseSavepoints() throws Exception {
        project.tables(1, 1);
        migrator(code("2", "1", connection -> {
                    Savepoint savepoint = connection.setSavepoint();
                    SqliteProject.execute(connection, "INSERT INTO t1 VALUES (1)");
                    connection.rollback(savepoint);
                    SqliteProject.execute(connection, "INSERT INTO t1 VALUES (2)");
                }))
                .migrate();

        assertThat(project.query("SELECT a FROM t1")).containsExactly("2");
    }

    @Test
    void aConnectionThatWasKeptIsOfNoUseAfterwards() {
        List<Connection> kept = new ArrayList<>();
        migrator(code("2", "1", kept::add)).migrate();

        assertThatThrownBy(() -> kept.get(0).createStatement()).hasMessageContaining("must not be kept");
    }

    @Test
    void aRaisedRevisionIsAnEdit() {
        migrator(code("2", "1", connection -> {})).migrate();
        Migrator raised = migrator(code("2", "2", connection -> {}));

        assertThatThrownBy(raised::migrate)
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EDITED));
    }

    @Test
    void anErrorThatIsNoExceptionIsAFailureAndLeavesTheLockFree() {
        Migrator migrator = migrator(code("2", "1", connection -> {
            throw new NoClassDefFoundError("com/example/Gone");
        }));

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("com/example/Gone");
        assertThat(project.history()).containsExactly("STARTED 2", "FAILED/ERROR 2");
        assertThatThrownBy(migrator::migrate).isInstanceOf(MigrationFailedException.class);
    }

    @Test
    void anErrorOfTheVirtualMachineLeavesTheLockFreeAndTheAttemptToTheNextRun() {
        List<String> fail = new ArrayList<>(List.of("no memory"));
        Migrator migrator = migrator(code("2", "1", connection -> {
            if (!fail.isEmpty()) {
                throw new OutOfMemoryError(fail.remove(0));
            }
        }));

        assertThatThrownBy(migrator::migrate).isInstanceOf(OutOfMemoryError.class);
        assertThat(migrator.status().lines().get(0).standing()).isEqualTo(Standing.INTERRUPTED);
        assertThat(migrator.migrate().completed()).hasSize(1);
        assertThat(project.history()).containsExactly("STARTED 2", "FAILED/INTERRUPTED 2", "STARTED 2", "APPLIED 2");
    }

    @Test
    void aPlanNamesTheClassAndItsMethod() {
        Migrator migrator = migrator(code("2", "1", connection -> {}));
        PlannedMigration planned =
                migrator.plan(MigrateOptions.ALL).migrations().get(0);
        List<String> texts = new ArrayList<>();

        migrator.statements(planned, statement -> texts.add(statement.text()));

        assertThat(texts).containsExactly(Code.class.getName() + ".up");
        assertThat(project.history()).isEmpty();
    }

    private Migrator migrator(JavaMigration... code) {
        return Migrator.of(project.url(), new Properties())
                .source(project.source())
                .source(Migrations.java(code))
                .lockTimeout(Duration.ZERO)
                .build();
    }

    private static Code code(String id, String revision, Action up) {
        return new Code(MigrationId.of(id), revision, up);
    }

    @FunctionalInterface
    private interface Action {
        void on(Connection connection) throws SQLException;
    }

    private record Code(MigrationId id, String revision, Action action) implements JavaMigration {
        @Override
        public String description() {
            return "fill t1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            action.on(connection);
        }

        @Override
        public boolean hasDown() {
            return true;
        }

        @Override
        public void down(Connection connection) throws SQLException {
            SqliteProject.execute(connection, "DELETE FROM t1");
        }
    }
}
