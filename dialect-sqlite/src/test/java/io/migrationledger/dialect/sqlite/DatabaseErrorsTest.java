package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file does not allow is said in words that a person can act on. */
class DatabaseErrorsTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 2);
    }

    @Test
    void aReadOnlyDatabaseIsCalledReadOnly() throws Exception {
        project.execute("CREATE TABLE z (a)");

        assertThat(refused(ErrorCode.READ_ONLY, migrator("open_mode", "1")::migrate))
                .hasMessageContaining("the database file cannot be written")
                .hasMessageContaining("Nothing in the database was changed.");
        assertThat(project.history()).isEmpty();
    }

    @Test
    void aFileThatIsMovedDuringARunIsNotCalledReadOnly() throws Exception {
        project.script("0009_last.sql", "CREATE TABLE last (a);");
        Path away = directory.resolve("away.db");
        MigrationListener moving = new MigrationListener() {
            @Override
            public void started(Migration migration, Direction direction, int statements, int done) {
                if (migration.id().value().equals("0009")) {
                    try {
                        Files.move(project.database(), away);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
        LedgerException moved = catchThrowableOfType(
                LedgerException.class,
                () -> project.builder().listener(moving).build().migrate());
        assertThat(moved.getMessage()).contains("was moved, renamed or deleted").doesNotContain("right to write");

        Files.move(away, project.database());
        assertThat(project.migrate()).containsExactly("0009");
    }

    @Test
    void aReadOnlyDatabaseWithNothingPendingIsNoError() {
        project.migrate();

        assertThat(migrator("open_mode", "1").migrate().isUpToDate()).isTrue();
    }

    @Test
    void aDatabaseThatAnotherProgramWritesIsCalledBusyAndCanBeMigratedAfterwards() throws Exception {
        try (Connection other = project.connect()) {
            SqliteProject.execute(other, "BEGIN IMMEDIATE");

            refused(ErrorCode.DATABASE_BUSY, migrator("busy_timeout", "20")::migrate);

            SqliteProject.execute(other, "ROLLBACK");
        }
        assertThat(project.migrate()).containsExactly("0001", "0002");
    }

    @Test
    void aReaderThatKeepsACommitBackIsCalledBusyAndLeavesNothingBehind() throws Exception {
        project.execute("CREATE TABLE big (a)", "INSERT INTO big VALUES (1), (2), (3)");
        try (Connection other = project.connect();
                Statement reading = other.createStatement();
                ResultSet row = reading.executeQuery("SELECT a FROM big")) {
            assertThat(row.next()).isTrue();

            refused(ErrorCode.DATABASE_BUSY, migrator("busy_timeout", "20")::migrate);
        }
        assertThat(project.tables()).containsExactly("big");
        assertThat(migrator("busy_timeout", "20").migrate().completed()).hasSize(2);
    }

    @Test
    void aFileThatIsNoDatabaseIsCalledSo() throws Exception {
        Files.writeString(project.database(), "this is a text and surely not a database".repeat(100));

        refused(ErrorCode.UNSUITABLE_DATABASE, project.migrator()::migrate);
        refused(ErrorCode.UNSUITABLE_DATABASE, project.migrator()::status);
        refused(ErrorCode.UNSUITABLE_DATABASE, project.ledger()::verify);
    }

    @Test
    void aDirectoryThatDoesNotExistIsNoConnection() {
        Migrator migrator = Migrator.of("jdbc:sqlite:" + directory.resolve("no/such/x.db"), new Properties())
                .source(project.source())
                .build();

        refused(ErrorCode.NO_CONNECTION, migrator::migrate);
    }

    @Test
    void anAddressThatNoDialectAcceptsNamesTheModuleToAdd() {
        assertThat(refused(
                        ErrorCode.UNKNOWN_DATABASE,
                        () -> Migrator.of("jdbc:postgresql://localhost/x", new Properties())))
                .hasMessageContaining("io.migrationledger:dialect-postgres");
        refused(ErrorCode.UNKNOWN_DATABASE, () -> Migrator.of("sqlite:x.db", new Properties()));
    }

    @Test
    void aSchemaIsRefusedAsSqliteHasNone() {
        refused(
                ErrorCode.BAD_OPTION,
                () -> project.builder().schema("app").build().migrate());
    }

    @Test
    void whatWasCompletedBeforeAnUnrecordableFailureIsInTheResult() throws Exception {
        try (Connection other = project.connect()) {
            project.script("0003_wait.sql", "INSERT INTO t1 VALUES (1);");
            Migrator migrator = migrator("busy_timeout", "20");
            Migrator interfering = builder("busy_timeout", "20")
                    .listener(new MigrationListener() {
                        @Override
                        public void finished(Migration migration, Direction direction, Duration elapsed) {
                            if (migration.id().value().equals("0002")) {
                                begin(other);
                            }
                        }
                    })
                    .build();

            assertThatThrownBy(interfering::migrate).isInstanceOfSatisfying(MigrationFailedException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_BUSY);
                assertThat(e.result().completed())
                        .extracting(completed -> completed.id().value())
                        .containsExactly("0001", "0002");
                assertThat(e.result().failed().orElseThrow().id().value()).isEqualTo("0003");
                assertThat(e.what())
                        .contains("migration 0003 failed")
                        .contains("\nanother program holds a lock on the database file");
                assertThat(e.state()).contains("could not be recorded");
                assertThat(e.next())
                        .isEqualTo(refused(ErrorCode.DATABASE_BUSY, migrator::migrate)
                                .next());
                assertThat(e.result().head()).isEqualTo(project.ledger().head());
                assertThat(Objects.requireNonNull(e.getCause()).getSuppressed())
                        .as("why it was not recorded")
                        .isNotEmpty();
            });
            SqliteProject.execute(other, "ROLLBACK");
            assertThat(migrator.migrate().completed()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatCannotEvenBeAskedWhetherItLivesCountsAsLost() throws Exception {
        project.script("0003_bad.sql", "BROKEN;");
        SQLException noAnswer = new SQLException("no answer");
        RefusedCalls calls = new RefusedCalls().refuse("isValid", 1, noAnswer);
        try (Connection connection = project.connect()) {
            Migrator migrator =
                    Migrator.of(calls.on(connection)).source(project.source()).build();
            LedgerException error = refused(ErrorCode.CONNECTION_LOST, migrator::migrate);
            assertThat(Objects.requireNonNull(error.getCause()).getSuppressed()).contains(noAnswer);
        }
        assertThat(calls.allMet()).isTrue();
        assertThat(project.history())
                .as("nothing is written where nobody answers")
                .endsWith("STARTED 0003");
        assertThat(project.script("0003_bad.sql", "SELECT 1;").migrate()).containsExactly("0003");
    }

    private static void begin(Connection connection) {
        try {
            SqliteProject.execute(connection, "BEGIN IMMEDIATE");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Migrator migrator(String property, String value) {
        return builder(property, value).build();
    }

    private Migrator.Builder builder(String property, String value) {
        Properties properties = new Properties();
        properties.setProperty(property, value);
        return Migrator.of(project.url(), properties).source(project.source()).onExisting(OnExisting.RUN);
    }
}
