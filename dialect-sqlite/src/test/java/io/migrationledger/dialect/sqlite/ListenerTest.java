package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.MigrationFailedException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener hears, and that it cannot harm the run. */
class ListenerTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @Test
    void hearsEveryMigrationAndStatementInOrder() {
        project.script("0001_a.sql", "CREATE TABLE a (x);", "", "INSERT INTO a VALUES (1);")
                .script("0002_b.sql", "CREATE TABLE b (x);");
        Diary diary = new Diary();

        project.builder().listener(diary).build().migrate();

        assertThat(diary.lines)
                .containsExactly(
                        "planned 2",
                        "started 0001 UP 2 statements after 0",
                        "statement 1 line 1: CREATE TABLE a (x)",
                        "done 1/2",
                        "statement 2 line 3: INSERT INTO a VALUES (1)",
                        "done 2/2",
                        "finished 0001 UP",
                        "started 0002 UP 1 statements after 0",
                        "statement 1 line 1: CREATE TABLE b (x)",
                        "done 1/1",
                        "finished 0002 UP");
    }

    @Test
    void hearsARollback() {
        project.tables(1, 1).migrate();
        Diary diary = new Diary();

        project.builder().listener(diary).build().rollback(RollbackOptions.LAST_BATCH);

        assertThat(diary.lines)
                .containsExactly(
                        "planned 1",
                        "started 0001 DOWN 1 statements after 0",
                        "statement 1 line 1: DROP TABLE t1",
                        "done 1/1",
                        "finished 0001 DOWN");
    }

    @Test
    void hearsThatARunGoesOnPartWay() {
        project.script("0001_a.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "BROKEN;");
        assertThatThrownBy(project::migrate).isInstanceOf(MigrationFailedException.class);
        project.script("0001_a.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "CREATE TABLE b (x);");
        Diary diary = new Diary();

        project.builder().listener(diary).build().migrate();

        assertThat(diary.lines)
                .containsExactly(
                        "planned 1",
                        "started 0001 UP 2 statements after 1",
                        "statement 2 line 3: CREATE TABLE b (x)",
                        "done 2/2",
                        "finished 0001 UP");
    }

    @Test
    void hearsNothingWhereNothingIsPending() {
        project.tables(1, 1).migrate();
        Diary diary = new Diary();

        project.builder().listener(diary).build().migrate();

        assertThat(diary.lines).isEmpty();
    }

    @Test
    void hearsEachRetryAfterALockOfTheDatabaseAndTheRunGoesOn() throws Exception {
        project.tables(1, 1).migrate();
        project.script("0002_fill.sql", "INSERT INTO t1 VALUES (1);");
        List<String> heard = new ArrayList<>();
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", "20");
        try (Connection other = project.connect()) {
            MigrationListener listener = new MigrationListener() {
                @Override
                public void started(Migration migration, Direction direction, int statements, int resumedAfter) {
                    execute(other, "BEGIN IMMEDIATE");
                }

                @Override
                public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
                    heard.add("retry " + attempt);
                    execute(other, "ROLLBACK");
                }
            };
            Migrator.of(project.url(), properties)
                    .source(project.source())
                    .lockRetries(3)
                    .listener(listener)
                    .build()
                    .migrate();
        }

        assertThat(heard).containsExactly("retry 1");
        assertThat(project.query("SELECT count(*) FROM t1")).containsExactly("1");
    }

    @Test
    void aListenerThatThrowsChangesNothingOfTheRun() {
        project.tables(1, 2)
                .script("0003_x.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "CREATE TABLE b (x);");
        MigrationListener broken = new MigrationListener() {
            @Override
            public void statementDone(Migration migration, int number, int statements) {
                throw new IllegalStateException("the display is gone");
            }

            @Override
            public void finished(Migration migration, Direction direction, Duration elapsed) {
                throw new IllegalStateException("the display is gone");
            }
        };

        assertThat(project.builder().listener(broken).build().migrate().completed())
                .hasSize(3);

        assertThat(project.standings().values()).containsOnly(Standing.APPLIED);
        assertThat(project.history()).noneMatch(event -> event.startsWith("FAILED"));
    }

    private static void execute(Connection connection, String sql) {
        try {
            SqliteProject.execute(connection, sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Diary implements MigrationListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void planned(int migrations) {
            lines.add("planned " + migrations);
        }

        @Override
        public void started(Migration migration, Direction direction, int statements, int resumedAfter) {
            lines.add("started " + migration.id() + " " + direction + " " + statements + " statements after "
                    + resumedAfter);
        }

        @Override
        public void statementStarted(Migration migration, int number, int line, String text) {
            lines.add("statement " + number + " line " + line + ": " + text);
        }

        @Override
        public void statementDone(Migration migration, int number, int statements) {
            lines.add("done " + number + "/" + statements);
        }

        @Override
        public void finished(Migration migration, Direction direction, Duration elapsed) {
            lines.add("finished " + migration.id() + " " + direction);
        }

        @Override
        public void warning(String text) {
            lines.add("warning " + text);
        }
    }
}
