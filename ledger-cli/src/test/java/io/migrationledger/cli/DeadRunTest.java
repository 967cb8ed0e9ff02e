package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each command says of a run whose process has died: the database is as it was while statement 2 of 3 ran. */
class DeadRunTest {
    private static final String CUT =
            "migration 0002 was cut off, and no run is at work: the next run finds out how far it"
                    + " came, and goes on from there";

    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void deadRun() throws Exception {
        at = new Workplace(directory)
                .migration("0001_log.sql", "CREATE TABLE log (line INTEGER);\n")
                .migration(
                        "0002_three.sql",
                        "-- ledger: transaction=none\nINSERT INTO log VALUES (1);\nINSERT INTO log VALUES (2);\n"
                                + "INSERT INTO log VALUES (3);\n");
        Path other = directory.resolve("other.db");
        Migrator.of("jdbc:sqlite:" + other, new Properties())
                .source(Migrations.directory(at.path("migrations")))
                .listener(new MigrationListener() {
                    @Override
                    public void statementStarted(Migration migration, int number, int line, String text) {
                        if (text.endsWith("(2)")) {
                            copy(other);
                        }
                    }
                })
                .build()
                .migrate();
        assertThat(Files.exists(at.database())).isTrue();
    }

    /** A run that is refused has a head, too, where it recorded what it found out. */
    @Test
    void whatIsFoundOutBeforeARefusalHasAHead() {
        at.migration("0002_three.sql", "-- ledger: transaction=none\nINSERT INTO log VALUES (7);\n");
        for (String command : new String[] {"migrate", "rollback"}) {
            Workplace.Result refused = at.run(command);
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).startsWith("ML-13");
            String head =
                    "Head: " + at.query("SELECT sequence || ' ' || hash FROM migration_ledger ORDER BY sequence DESC");
            assertThat(refused.out()).isEqualTo(command.equals("migrate") ? head + "\n" : "");
        }
    }

    private void copy(Path from) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + from);
                var statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + at.database() + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void statusDoesNotTellTheTimeOfItsLastMarkAsItsOwn() {
        assertThat(at.run("status").out())
                .containsPattern("interrupted +0002 +\\S+ \\S+ +three\\n")
                .contains("0002 was cut off")
                .contains("No run is working on it.")
                .doesNotContain("running");
        at.run("migrate");
        assertThat(at.run("status").out()).containsPattern("applied +0002 +\\S+ \\S+ +three\\n");
    }

    @Test
    void validateDoesNotSayThatAllIsWell() {
        Workplace.Result result = at.run("validate");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo("Note: " + CUT + "\nNothing in 2 migrations stops a run: see the note above.\n");
    }

    @Test
    void planAndMigrateGoOnAtTheSamePlaceAndTheHistoryTellsIt() {
        assertThat(at.run("plan").out()).contains("Note: " + CUT + "\n").contains(", goes on after statement 1\n");
        Workplace.Result migrated = at.run("migrate");
        assertThat(migrated.code()).isZero();
        assertThat(migrated.out()).contains("(went on after statement 1)");
        assertThat(migrated.err())
                .contains(
                        "migration 0002 was cut off in an earlier run: of its 3 statements the first had taken effect");
        assertThat(at.query("SELECT group_concat(line) FROM log")).isEqualTo("1,2,3");
        assertThat(at.run("history", "--migration", "0002").out().replaceAll(" +", " "))
                .containsPattern("failed 0002 .* interrupted, 1 done\\n")
                .containsPattern("started 0002 .*3 statements, statement by statement, goes on after statement 1\\n");
    }
}
