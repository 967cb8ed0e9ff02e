package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.run.FailingCommit;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Preconditions, and what goes wrong while they are asked. */
class PreconditionFaultsTest {
    private static final String HEAD =
            "--liquibase formatted sql\n--changeset m:1\nCREATE TABLE log (e TEXT);\nCREATE TABLE gate (n INT);\n";
    private static final String CHECK = "--precondition-sql-check expectedResult:";
    private static final String QUERY = "SELECT count(*) FROM gate";

    @TempDir
    Path directory;

    SourceFiles files;
    Sqlite database;

    @BeforeEach
    void files() {
        files = new SourceFiles(directory.resolve("files"));
        database = new Sqlite(directory.resolve("test.db"));
    }

    private Migrator migrator() {
        return database.migrator(files.source());
    }

    private MigrationState state(String id) {
        return migrator()
                .ledger()
                .state()
                .of(MigrationId.of("a.sql::" + id + "::m"))
                .orElseThrow();
    }

    private static MigrationFailedException failed(Migrator migrator) {
        MigrationFailedException failed =
                catchThrowableOfType(MigrationFailedException.class, () -> migrator.migrate());
        assertThat(failed).isNotNull();
        return failed;
    }

    private void passing(String check) {
        files.file(
                "a.sql",
                HEAD + "--changeset m:2\n--preconditions onFail:MARK_RAN onError:MARK_RAN\n" + CHECK + check
                        + "\nINSERT INTO log VALUES ('2');\n");
    }

    static Stream<SQLException> notOfTheQuery() {
        return Stream.of(
                new SQLException("canceling statement due to user request", "57014"),
                new SQLException("Query execution was interrupted", "70100", 1317),
                new SQLException("maximum statement execution time exceeded", "HY000", 3024),
                new SQLException("[SQLITE_INTERRUPT] Interrupted (interrupted)", null, 9),
                new SQLException("[SQLITE_BUSY] The database file is locked (database is locked)", null, 5),
                new SQLException("an I/O error occurred while sending", "08006"),
                new SQLTimeoutException("timed out"));
    }

    @ParameterizedTest
    @MethodSource("notOfTheQuery")
    void whatIsNotTheQuerysOwnErrorIsAFailureAndTheNextRunAsksAgain(SQLException error) throws SQLException {
        passing("0 " + QUERY);
        FailingStatements failing = new FailingStatements().failing(QUERY, error);
        try (Connection connection = DriverManager.getConnection(database.url())) {
            MigrationFailedException failed = failed(
                    Migrator.of(failing.wrap(connection)).source(files.source()).build());
            assertThat(failed.what()).contains("a.sql:7: migration a.sql::2::m failed at statement 1");
            assertThat(failed).hasCause(error);
        }
        assertThat(state("2").status()).isEqualTo(MigrationStatus.FAILED);
        assertThat(migrator().migrate().completed()).hasSize(1);
        assertThat(database.contents()).contains("log 2");
    }

    @Test
    void aConflictIsAskedAgainInTheSameRun() throws SQLException {
        passing("0 " + QUERY);
        FailingStatements failing = new FailingStatements().failing(QUERY, new SQLException("conflict", "40001"));
        try (Connection connection = DriverManager.getConnection(database.url())) {
            Migrator.of(failing.wrap(connection)).source(files.source()).build().migrate();
        }
        assertThat(failing.haveFailed()).isTrue();
        assertThat(database.contents()).contains("log 2");
    }

    @Test
    void whereTheSavepointIsGoneTheFirstErrorIsTold() throws SQLException {
        passing("0 " + QUERY);
        SQLException first = new SQLException("no such function", "42000", 1305);
        SQLException gone = new SQLException("SAVEPOINT ledger_precondition does not exist", "42000", 1305);
        FailingStatements failing =
                new FailingStatements().failing(QUERY, first).failing("ROLLBACK TO", gone);
        try (Connection connection = DriverManager.getConnection(database.url())) {
            MigrationFailedException failed = failed(
                    Migrator.of(failing.wrap(connection)).source(files.source()).build());
            assertThat(failed).hasRootCause(first);
            assertThat(first.getSuppressed()).contains(gone);
        }
        assertThat(state("2").status()).isEqualTo(MigrationStatus.FAILED);
    }

    @Test
    void anAttemptThatIsRunAgainAsksAgain() throws SQLException {
        passing("1 " + QUERY);
        FailingCommit failing =
                new FailingCommit(QUERY, FailingCommit.Ending.ROLLED_BACK, new SQLException("conflict", "40001"), 1);
        try (Connection connection = DriverManager.getConnection(database.url())) {
            MigrationListener opening = new MigrationListener() {
                @Override
                public void retrying(Migration migration, int attempts, Duration pause, SQLException error) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("INSERT INTO gate VALUES (1)");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            Migrator.of(failing.wrap(connection))
                    .source(files.source())
                    .listener(opening)
                    .build()
                    .migrate();
        }
        assertThat(failing.failures()).isEqualTo(1);
        assertThat(database.contents()).contains("gate 1", "log 2");
        assertThat(state("2").inEffect().orElseThrow().reason()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " runInTransaction:false"})
    void aPreconditionByItselfIsNothingThatTookEffect(String attribute) {
        String two = "--changeset m:2" + attribute + "\n--preconditions onFail:CONTINUE\n" + CHECK + "0 " + QUERY + "\n"
                + CHECK + "1 " + QUERY + "\nINSERT INTO log VALUES ('2');\n";
        String three = "--changeset m:3 failOnError:false" + attribute + "\n" + CHECK + "0 " + QUERY
                + "\nINSERT INTO nowhere VALUES ('3');\n";
        files.file("a.sql", HEAD + two + three + "--changeset m:4\nINSERT INTO log VALUES ('4');\n");

        assertThat(migrator().migrate().completed()).hasSize(2);
        assertThat(database.contents()).contains("log 4").doesNotContain("log 2");
        assertThat(state("2").status()).isEqualTo(MigrationStatus.FAILED);
        assertThat(state("3").status()).isEqualTo(MigrationStatus.FAILED);
        assertThat(migrator().ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aRunThatGoesOnAfterAPreconditionDoesNotAskItAgainWithoutATransactionEither() {
        String two = "--changeset m:2 runInTransaction:false\n" + CHECK + "0 " + QUERY + "\n" + CHECK + "0 " + QUERY
                + "\nINSERT INTO gate VALUES (1);\n";
        files.file("a.sql", HEAD + two + "INSERT INTO nowhere VALUES (1);\n");
        assertThat(failed(migrator()).what()).contains("failed at statement 4");
        assertThat(state("2").attempt().orElseThrow().done()).isEqualTo(3);

        files.file("a.sql", HEAD + two + "INSERT INTO log VALUES ('2');\n");
        assertThat(migrator().migrate().completed()).hasSize(1);
        assertThat(database.contents()).contains("gate 1", "log 2");
    }

    @ParameterizedTest
    @CsvSource({
        "HALT, SELECT geheim AS password",
        "WARN, SELECT geheim AS password",
        "CONTINUE, SELECT geheim AS password",
        "MARK_RAN, SELECT geheim AS password",
        "HALT, SELECT 'geheim' AS password",
        "CONTINUE, SELECT 'geheim' AS password",
        "MARK_RAN, SELECT 'geheim' AS password",
        "WARN, SELECT 'geheim' AS password"
    })
    void aSecretInAPreconditionStandsInNoHistoryAndNoWarning(String otherwise, String query) throws SQLException {
        files.file(
                "a.sql",
                HEAD + "--changeset m:2\n--preconditions onFail:" + otherwise + " onError:" + otherwise + "\n" + CHECK
                        + "0 " + query + "\nINSERT INTO log VALUES ('2');\n");
        List<String> told = new ArrayList<>();
        Migrator migrator = Migrator.of(database.url(), new Properties())
                .source(files.source())
                .listener(new MigrationListener() {
                    @Override
                    public void warning(String text) {
                        told.add(text);
                    }
                })
                .build();
        if (otherwise.equals("HALT")) {
            MigrationFailedException failed = failed(migrator);
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                told.add(String.valueOf(cause.getMessage()));
            }
        } else {
            told.addAll(migrator.migrate().notes());
        }
        told.addAll(ledgerRows());

        assertThat(told).hasSizeGreaterThan(4).noneMatch(text -> text.contains("geheim"));
        assertThat(told).anyMatch(text -> text.contains("precondition"));
    }

    private List<String> ledgerRows() throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM migration_ledger")) {
            while (row.next()) {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(row.getString(i)));
                }
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 0 -- none", "SELECT 0; INSERT INTO log VALUES ('x')", "-- SELECT 0", "/* SELECT 0 */"})
    void aPreconditionIsOneQueryInOneLine(String query) {
        files.file("a.sql", HEAD + "--changeset m:2\n" + CHECK + "0 " + query + "\nINSERT INTO log VALUES ('2');\n");

        assertThat(SourceFiles.refused(
                        ErrorCode.REFUSED_STATEMENT, () -> migrator().migrate()))
                .hasMessageContaining("a.sql:6: ")
                .hasMessageContaining("A precondition is one query in one line");
        assertThat(database.contents()).isEmpty();
    }
}
