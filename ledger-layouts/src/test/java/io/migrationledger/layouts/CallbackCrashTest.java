package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.CrashSubject;
import io.migrationledger.conformance.crash.Outcome;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What layouts put around statements is cut off, on SQLite at every call, on MariaDB at those that the seed chooses: it runs once, exactly, as the statements do (LY-10). */
class CallbackCrashTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"flyway, true", "flyway, false", "liquibase, true", "liquibase, false"})
    void runsOnceWhateverBreaksOff(String layout, boolean sqlite) throws Exception {
        SourceFiles files = new SourceFiles(directory.resolve("files"));
        if (layout.equals("flyway")) {
            flyway(files);
        } else {
            liquibase(files);
        }
        CrashEnumeration enumeration = new CrashEnumeration(
                        layout + " on " + (sqlite ? "SQLite" : "MariaDB"),
                        new Subject(files.source(), sqlite, directory),
                        Breaker.CLIENT)
                .seedWords(CrashBudget.SEED_PROPERTY);
        CrashReport report =
                sqlite ? enumeration.everyPoint() : enumeration.sample(CrashBudget.points(), CrashBudget.seed());
        System.out.println(report);
        assertThat(report.points()).isGreaterThanOrEqualTo(Math.min(30, CrashBudget.points()));
        assertThat(report.count(Outcome.IN_DOUBT)).isZero();
        assertThat(report.count(Outcome.RECOVERED)).isPositive();
    }

    private static void flyway(SourceFiles files) {
        files.file("beforeEachMigrate.sql", "CREATE TABLE IF NOT EXISTS log (what VARCHAR(60));\n")
                .file("beforeEachMigrateStatement.sql", "INSERT INTO log VALUES ('before ${flyway:filename}');\n")
                .file("afterEachMigrateStatement.sql", "INSERT INTO log VALUES ('after ${flyway:timestamp}');\n")
                .file("V1__a.sql", "CREATE TABLE a (id INT PRIMARY KEY, b INT);\nINSERT INTO a VALUES (1, 1);\n")
                .file("V2__b.sql", "UPDATE a SET b = b + 10;\nCREATE TABLE c (d INT);\nUPDATE a SET b = b + 100;\n");
    }

    private static void liquibase(SourceFiles files) {
        String head = "--liquibase formatted sql\n--property name:step value:10\n";
        String check = "--precondition-sql-check expectedResult:";
        files.file(
                "a.sql",
                head + "--changeset m:1\nCREATE TABLE log (what VARCHAR(60));\n"
                        + "CREATE TABLE a (id INT PRIMARY KEY, b INT);\nINSERT INTO a VALUES (1, 1);\n"
                        + "--changeset m:2\n" + check + "1 SELECT count(*) FROM a\n"
                        + "CREATE TABLE c (d INT);\nUPDATE a SET b = b + ${step};\n"
                        + "--changeset m:3\n--preconditions onFail:MARK_RAN\n" + check + "0 SELECT count(*) FROM a\n"
                        + "INSERT INTO a VALUES (2, 2);\n"
                        + "--changeset m:4\n--preconditions onError:WARN\n" + check + "0 SELECT count(*) FROM nowhere\n"
                        + "UPDATE a SET b = b + 100;\nINSERT INTO log VALUES ('4');\n");
    }

    private record Subject(MigrationSource migrations, boolean sqlite, Path directory) implements CrashSubject {

        @Override
        public CrashDatabase newDatabase() throws Exception {
            if (sqlite) {
                Path file = Files.createTempDirectory(directory, "db").resolve("test.db");
                return new CrashDatabase("jdbc:sqlite:" + file, "", "", () -> {});
            }
            TestDatabase database = TestServers.MARIADB.get().newDatabase();
            return new CrashDatabase(database.url(), database.user(), database.password(), database);
        }

        @Override
        public List<String> dump(Connection connection) throws SQLException {
            List<String> facts = new ArrayList<>();
            for (String query : List.of(
                    "SELECT id, b FROM a ORDER BY id",
                    "SELECT substr(what, 1, 6), count(*) FROM log GROUP BY substr(what, 1, 6) ORDER BY 1",
                    "SELECT 'c', count(*) FROM c")) {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(query)) {
                    while (row.next()) {
                        facts.add(row.getString(1) + " " + row.getString(2));
                    }
                }
            }
            return facts;
        }
    }
}
