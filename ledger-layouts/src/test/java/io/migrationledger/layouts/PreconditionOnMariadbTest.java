package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Preconditions before a statement that commits by itself (LY-12): alone they are nothing that took effect. */
class PreconditionOnMariadbTest {
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");
    private static final String HEAD = "--liquibase formatted sql\n"
            + "--changeset m:1\nCREATE TABLE log (e VARCHAR(20));\nCREATE TABLE gate (n INT);\n";
    private static final String LAST = "--changeset m:3\nINSERT INTO log VALUES ('3');\n";

    @TempDir
    Path directory;

    private SourceFiles files;
    private TestDatabase database;

    @BeforeEach
    void begin() {
        LIQUIBASE.setLevel(Level.OFF);
        files = new SourceFiles(directory);
        database = TestServers.mariadb().newDatabase();
    }

    @AfterEach
    void end() {
        database.close();
    }

    /** Two questions, a setting of the session, and a table. */
    private static String gated(String attributes, String onFail, String table) {
        return "--changeset m:2" + attributes + "\n--preconditions onFail:" + onFail + " onError:HALT\n"
                + "--precondition-sql-check expectedResult:0 SELECT count(*) FROM gate\n"
                + "--precondition-sql-check expectedResult:1 SELECT 1\nSET @width = 3;\n" + table + ";\n";
    }

    private Connection connect(TestDatabase one) throws SQLException {
        return DriverManager.getConnection(one.url(), one.user(), one.password());
    }

    private MigrationState state(Connection connection) {
        return Migrator.of(connection)
                .source(files.source())
                .build()
                .ledger()
                .state()
                .of(MigrationId.of("a.sql::2::m"))
                .orElseThrow();
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                                + " AND table_name IN ('log', 'gate', 't') UNION ALL SELECT e FROM log ORDER BY 1")) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    @Test
    void aChangesetThatMayFailStopsNoneAndIsTriedAgainAsInLiquibase() throws Exception {
        files.file("a.sql", HEAD + gated(" failOnError:false", "MARK_RAN", "CREATE TABLE t (a NOSUCHTYPE)") + LAST);
        try (TestDatabase other = TestServers.mariadb().newDatabase();
                Connection byLedger = connect(database);
                Connection byLiquibase = connect(other);
                Liquibase liquibase = new Liquibase(
                        "a.sql", new DirectoryResourceAccessor(directory), new JdbcConnection(byLiquibase))) {
            liquibase.update(new Contexts());
            Migrator migrator = Migrator.of(byLedger).source(files.source()).build();

            assertThat(migrator.migrate().completed()).hasSize(2);

            assertThat(tables(byLedger)).isEqualTo(tables(byLiquibase)).containsExactly("3", "gate", "log");
            assertThat(state(byLedger).status()).isEqualTo(MigrationStatus.FAILED);
            assertThat(state(byLedger).attempt().orElseThrow().done()).isZero();

            // Corrected, it is tried again from its first question, which is answered otherwise by now.
            files.file("a.sql", HEAD + gated(" failOnError:false", "MARK_RAN", "CREATE TABLE t (a INT)") + LAST);
            try (Statement statement = byLedger.createStatement()) {
                statement.execute("INSERT INTO gate VALUES (1)");
            }
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(tables(byLedger)).doesNotContain("t");
            assertThat(state(byLedger).inEffect().orElseThrow().reason().orElseThrow())
                    .contains("expected 0, found 1");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    /** A run whose connection ends when it is about to send the statement. */
    private void cutOffBeforeTheTable() throws SQLException {
        try (Connection connection = connect(database)) {
            MigrationListener cutting = new MigrationListener() {
                @Override
                public void statementStarted(Migration migration, int number, int line, String text) {
                    if (text.startsWith("CREATE TABLE t ")) {
                        try {
                            connection.abort(Runnable::run);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }
            };
            Migrator migrator = Migrator.of(connection)
                    .source(files.source())
                    .listener(cutting)
                    .build();
            assertThat(catchThrowableOfType(LedgerException.class, migrator::migrate))
                    .isNotNull();
        }
    }

    @Test
    void whereItWasCutOffBeforeTheStatementTheNextRunAsksAgain() throws Exception {
        files.file("a.sql", HEAD + gated("", "MARK_RAN", "CREATE TABLE t (a INT)") + LAST);
        cutOffBeforeTheTable();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            assertThat(state(connection).status()).isEqualTo(MigrationStatus.RUNNING);
            assertThat(state(connection)
                            .attempt()
                            .orElseThrow()
                            .intent()
                            .orElseThrow()
                            .statement())
                    .isEqualTo(4);
            statement.execute("INSERT INTO gate VALUES (1)");
            Migrator migrator = Migrator.of(connection).source(files.source()).build();

            assertThat(migrator.migrate().completed()).hasSize(2);

            assertThat(tables(connection)).containsExactly("3", "gate", "log");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @Test
    void whereTheStatementTookEffectBeforeTheCutNothingIsAskedAgain() throws Exception {
        files.file("a.sql", HEAD + gated("", "HALT", "CREATE TABLE t (a INT)") + LAST);
        cutOffBeforeTheTable();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a INT)"); // as if the server had still received it
            statement.execute("INSERT INTO gate VALUES (1)");
        }
        try (Connection connection = connect(database)) {
            Migrator migrator = Migrator.of(connection).source(files.source()).build();
            assertThat(migrator.migrate().completed()).hasSize(2);
            assertThat(tables(connection)).containsExactly("3", "gate", "log", "t");
            assertThat(state(connection).inEffect().orElseThrow().reason()).isEmpty();
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @Test
    void aStatementThatMetALockRunsAgainInTheSameRun() throws Exception {
        files.file("a.sql", HEAD + gated("", "HALT", "CREATE TABLE t (a INT)") + LAST);
        FailingStatements failing = new FailingStatements()
                .failing("CREATE TABLE t", new SQLException("Lock wait timeout exceeded", "HY000", 1205));
        try (Connection connection = connect(database)) {
            Migrator migrator = Migrator.of(failing.wrap(connection))
                    .source(files.source())
                    .lockRetries(2)
                    .build();
            assertThat(migrator.migrate().completed()).hasSize(3);
            assertThat(failing.haveFailed()).isTrue();
            assertThat(tables(connection)).containsExactly("3", "gate", "log", "t");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }
}
