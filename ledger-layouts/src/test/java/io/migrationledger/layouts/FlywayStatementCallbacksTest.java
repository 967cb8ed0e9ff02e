package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callbacks around each statement, run by Flyway and by the ledger. */
class FlywayStatementCallbacksTest {
    @TempDir
    Path directory;

    SourceFiles source;
    Sqlite byFlyway;
    Sqlite byLedger;

    @BeforeEach
    void files() {
        source = new SourceFiles(directory.resolve("files"));
        byFlyway = new Sqlite(directory.resolve("flyway.db"));
        byLedger = new Sqlite(directory.resolve("ledger.db"));
        source.file(
                "V1__log.sql",
                "CREATE TABLE log (n INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT);\n"
                        + "CREATE TABLE a (x INT); -- two statements\n");
        source.file("V2__rows.sql", "INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\n");
        source.file("V3__nothing.sql", "-- nothing yet\n");
        source.file("R__again.sql", "INSERT INTO log (what) VALUES ('again')");
    }

    private SourceFiles logging(String... events) {
        for (String event : events) {
            source.file(event + ".sql", "INSERT INTO log (what) VALUES ('" + event + " ${flyway:filename}');\n");
        }
        return source;
    }

    private Flyway flyway(Sqlite database) {
        return Flyway.configure()
                .dataSource(database.url(), null, null)
                .locations("filesystem:" + directory.resolve("files"))
                .load();
    }

    @Test
    void whatRunsInEveryRunIsInEffectBetweenTheRuns() {
        source.file("afterMigrate.sql", "INSERT INTO log (what) VALUES ('after')");
        Migrator migrator = byLedger.migrator(source.source());
        for (int run = 1; run <= 2; run++) {
            assertThat(migrator.migrate().completed()).hasSize(run == 1 ? 5 : 1);
            assertThat(migrator.status().lines()).hasSize(5).allSatisfy(line -> {
                assertThat(line.standing()).isEqualTo(StatusReport.Standing.APPLIED);
                assertThat(line.needsAttention()).isFalse();
            });
        }
    }

    @Test
    void theyRunInFlywaysOrderAndAsOften() {
        flyway(byFlyway).migrate();
        byLedger.migrator(source.source()).migrate();
        logging("beforeEachMigrate", "afterEachMigrate", "beforeEachMigrateStatement", "afterEachMigrateStatement");
        logging("afterEachMigrateStatement__more");
        source.file("V4__more.sql", "INSERT INTO a VALUES (4);\nCREATE TABLE b (y INT);\nINSERT INTO b VALUES (5)");
        source.file("V5__sub/V5__deep.sql", "INSERT INTO log (what) VALUES ('deep ${flyway:filename}')");
        source.file("R__again.sql", "INSERT INTO log (what) VALUES ('and again')");

        flyway(byFlyway).migrate();
        byLedger.migrator(source.source()).migrate();

        assertThat(byLedger.contents())
                .isEqualTo(byFlyway.contents())
                .contains("log 3 beforeEachMigrateStatement beforeEachMigrateStatement.sql")
                .contains("log 5 afterEachMigrateStatement__more afterEachMigrateStatement__more.sql")
                .filteredOn(line -> line.startsWith("log "))
                .hasSize(1 + 3 * 2 + 5 * 3 + 2);
    }

    @Test
    void whereAStatementFailsWhatRanAroundTheOthersStaysWhereTheyStay() {
        flyway(byFlyway).migrate();
        byLedger.migrator(source.source()).migrate();
        logging("beforeEachMigrateStatement", "afterEachMigrateStatement");
        source.file("V4__in_parts.sql", "INSERT INTO a VALUES (4);\nINSERT INTO gone VALUES (1);\n");
        source.file("V4__in_parts.sql.conf", "executeInTransaction=false");

        assertThatThrownBy(() -> flyway(byFlyway).migrate()).isInstanceOf(FlywayException.class);
        Migrator migrator = byLedger.migrator(source.source());
        MigrationFailedException failed =
                catchThrowableOfType(MigrationFailedException.class, () -> migrator.migrate());

        assertThat(failed.what()).contains("V4__in_parts.sql:2:", "failed at statement 5");
        assertThat(byLedger.contents())
                .isEqualTo(byFlyway.contents())
                .filteredOn(line -> line.contains("MigrateStatement"))
                .hasSize(3);

        source.file("V4__in_parts.sql", "INSERT INTO a VALUES (4);\nINSERT INTO a VALUES (5);\n");
        assertThat(migrator.migrate().completed()).hasSize(1);
        assertThat(byLedger.contents())
                .filteredOn(line -> line.contains("MigrateStatement") || line.startsWith("a "))
                .containsExactlyInAnyOrder(
                        "a 1",
                        "a 2",
                        "a 4",
                        "a 5",
                        "log 2 beforeEachMigrateStatement beforeEachMigrateStatement.sql",
                        "log 3 afterEachMigrateStatement afterEachMigrateStatement.sql",
                        "log 4 beforeEachMigrateStatement beforeEachMigrateStatement.sql",
                        "log 5 afterEachMigrateStatement afterEachMigrateStatement.sql");
    }

    /** LY-5. */
    @Test
    void anErrorOfACallbackNamesItsOwnLine() {
        source.file("afterEachMigrateStatement.sql", "\n\nINSERT INTO nowhere VALUES (1);\n");
        source.file("beforeEachMigrate.sql", "SELECT 1");

        MigrationFailedException failed = catchThrowableOfType(
                MigrationFailedException.class,
                () -> byLedger.migrator(source.source()).migrate());
        assertThat(failed.what()).contains("afterEachMigrateStatement.sql:3:", "failed at statement 3");
        assertThat(byLedger.contents()).isEmpty();
    }

    @Test
    void thoseOfUndoRunAroundWhatTakesBack() {
        source.file("U2__rows.sql", "DELETE FROM a WHERE x = 1;\nDELETE FROM a WHERE x = 2;\n");
        Migrator first = byLedger.migrator(source.source().exclude("V3*").exclude("R__*"));
        first.migrate();
        logging("beforeEachUndo", "beforeEachUndoStatement", "afterEachUndoStatement");

        first.rollback(RollbackOptions.steps(1));
        assertThat(byLedger.contents())
                .filteredOn(line -> line.startsWith("log ") || line.startsWith("a "))
                .extracting(line -> line.replaceAll(" \\S+$", ""))
                .containsExactly(
                        "log 1 beforeEachUndo",
                        "log 2 beforeEachUndoStatement",
                        "log 3 afterEachUndoStatement",
                        "log 4 beforeEachUndoStatement",
                        "log 5 afterEachUndoStatement");
    }

    /** LY-10. */
    @Test
    void aCallbackThatIsAnotherOneNowDoesNotMoveWhereAPartWayMigrationGoesOn() {
        byLedger.migrator(source.source()).migrate();
        source.file("V4__in_parts.sql", "INSERT INTO a VALUES (4);\nINSERT INTO gone VALUES (1);\n");
        source.file("V4__in_parts.sql.conf", "executeInTransaction=false");
        logging("beforeEachMigrate", "beforeEachMigrateStatement");
        Migrator migrator = byLedger.migrator(source.source());
        MigrationFailedException failed =
                catchThrowableOfType(MigrationFailedException.class, () -> migrator.migrate());
        assertThat(failed.what()).contains("failed at statement 5");

        source.file("beforeEachMigrate.sql", "INSERT INTO log (what) VALUES ('other')");
        assertThat(SourceFiles.refused(ErrorCode.EDITED_STATEMENT, migrator::migrate)
                        .what())
                .contains("statement 1 of migration 4", "it is now: INSERT INTO log (what) VALUES ('other')");
        Migrator without = byLedger.migrator(source.source().exclude("before*"));
        assertThat(SourceFiles.refused(ErrorCode.EDITED_STATEMENT, without::migrate)
                        .what())
                .contains("statement 1 of migration 4");
        logging("beforeEachMigrate");
        source.file("V4__in_parts.sql", "INSERT INTO a VALUES (4);\nINSERT INTO a VALUES (5);\n");
        assertThat(migrator.migrate().completed()).hasSize(1);
        assertThat(byLedger.contents())
                .contains("a 4", "a 5")
                .filteredOn("a 4"::equals)
                .hasSize(1);
    }

    @Test
    void betweenAStatementThatCommitsByItselfAndItsCallbackARunGoesOnWithTheCallback() throws SQLException {
        SourceFiles files = new SourceFiles(directory.resolve("mariadb"))
                .file("beforeEachMigrate.sql", "CREATE TABLE IF NOT EXISTS at_work (since VARCHAR(30));\n")
                .file("afterEachMigrateStatement.sql", "INSERT INTO log VALUES ('${flyway:filename}')")
                .file(
                        "V1__t.sql",
                        "CREATE TABLE t (x INT COMMENT '${flyway:timestamp}');\nINSERT INTO t VALUES (1);\n");
        try (TestDatabase database = TestServers.MARIADB.get().newDatabase();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            MigrationFailedException failed = catchThrowableOfType(
                    MigrationFailedException.class, () -> at(database, files, 0).migrate());
            assertThat(failed.what()).contains("afterEachMigrateStatement.sql:1:", "failed at statement 3");

            statement.execute("CREATE TABLE log (what VARCHAR(99))");
            assertThat(at(database, files, 3600).migrate().completed()).hasSize(1);
            assertThat(at(database, files, 7200).migrate().completed()).isEmpty();
            try (ResultSet count = statement.executeQuery(
                    "SELECT (SELECT count(*) FROM log), (SELECT count(*) FROM t), (SELECT max(what) FROM log)")) {
                count.next();
                assertThat(List.of(count.getInt(1), count.getInt(2), count.getString(3)))
                        .containsExactly(2, 1, "afterEachMigrateStatement.sql");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'${flyway:timestamp}', true", "'always', false"})
    void whatRanWithAnotherTimeIsAPersonsToDecideAndNotRunTwice(String value, boolean doubt) {
        Sqlite database = new Sqlite(directory.resolve("cut.db"));
        SourceFiles files = new SourceFiles(directory.resolve("cut"))
                .file("V1__t.sql", "CREATE TABLE IF NOT EXISTS t (x TEXT DEFAULT '" + value + "');\n");
        CutOffSqlite cut = new CutOffSqlite();
        assertThatThrownBy(() -> at(database, files, cut, 0).migrate()).isInstanceOf(CutOffSqlite.Ended.class);

        if (!doubt) {
            assertThat(at(database, files, cut, 3600).migrate().completed()).hasSize(1);
            return;
        }
        assertThat(SourceFiles.refused(
                                ErrorCode.IN_DOUBT,
                                () -> at(database, files, cut, 3600).migrate())
                        .what())
                .contains("V1__t.sql:1", "it holds the time of the run that was cut off");
        assertThat(database.migrator(files.source()).ledger().verify().isIntact())
                .isTrue();
    }

    private static Migrator at(Sqlite database, SourceFiles files, CutOffSqlite cut, int seconds) {
        return Migrator.of(database.url(), new Properties())
                .dialect(cut)
                .source(files.source())
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)))
                .build();
    }

    private static Migrator at(TestDatabase database, SourceFiles files, int seconds) {
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        return Migrator.of(database.url(), login)
                .source(files.source())
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)))
                .build();
    }
}
