package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.RollbackOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts without a statement: migrations as any other, with a note. */
class EmptyScriptsTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-- nothing to do on this database", "/* one */ ; ; -- two", "-- ledger: transaction=none"})
    void runUpAndDown(String text) throws Exception {
        project.tables(1, 1)
                .script("0002_e.sql", text)
                .script("0002_e.down.sql", text)
                .tables(3, 3);

        MigrateResult up = project.migrator().migrate();
        assertThat(up.completed())
                .extracting(MigrateResult.Completed::statements)
                .containsExactly(1, 0, 1);
        assertThat(up.notes()).singleElement().asString().contains("0002_e.sql holds no statement");
        assertThat(project.problems()).isEmpty();
        assertThat(project.migrator().migrate().isUpToDate()).isTrue();

        MigrateResult down = project.migrator().rollback(RollbackOptions.LAST_BATCH);
        assertThat(down.completed()).hasSize(3);
        assertThat(down.notes())
                .as("what ran nothing is rolled back without a script")
                .singleElement()
                .asString()
                .contains("0002_e.sql holds no statement");
        assertThat(project.tables()).isEmpty();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void runAlone() {
        project.script("0001_e.sql", "").script("0001_e.down.sql", "-- cannot be undone");

        assertThat(project.migrate()).containsExactly("0001");
        assertThat(project.migrator().rollback(RollbackOptions.LAST_BATCH).completed())
                .hasSize(1);
        assertThat(project.history())
                .containsExactly("STARTED 0001", "APPLIED 0001", "STARTED 0001", "ROLLED_BACK 0001");
        assertThat(project.migrate()).containsExactly("0001");
    }

    @Test
    void runAgainWhereTheyAreRepeatableAndChange() {
        project.script("R__e.sql", "-- one");
        assertThat(project.migrate()).containsExactly("R__e");
        assertThat(project.migrate()).isEmpty();
        project.script("R__e.sql", "-- two");
        assertThat(project.migrate()).containsExactly("R__e");
        project.script("R__e.sql", "CREATE VIEW e AS SELECT 1;");
        assertThat(project.migrate()).containsExactly("R__e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001_e.sql 0002_t.sql 0003_e.sql", "R__e.sql R__f.sql R__t.sql"})
    void runVersionedOrRepeatable(String names) throws Exception {
        for (String name : names.split(" ")) {
            project.script(name, name.contains("t.") ? "CREATE TABLE t (a);" : "-- nothing");
        }

        assertThat(project.migrate()).hasSize(3);
        assertThat(project.tables()).containsExactly("t");
    }

    @Test
    void areNotedOnceForAllInPlanAndRun() {
        for (int i = 1; i <= 7; i++) {
            project.script("000" + i + "_e.sql", "-- " + i);
        }
        assertThat(project.migrator().plan(MigrateOptions.ALL).notes())
                .singleElement()
                .asString()
                .contains("0001_e.sql", "0005_e.sql and 2 more hold no statement")
                .doesNotContain("0006_e.sql");
        List<String> heard = new ArrayList<>();
        MigrationListener listener = new MigrationListener() {
            @Override
            public void warning(String text) {
                heard.add(text);
            }
        };
        project.builder().listener(listener).build().migrate();
        assertThat(heard).singleElement().asString().contains("and 2 more hold no statement");
    }

    @Test
    void anInterruptedOneRunsAgain() throws Exception {
        project.script("0001_e.sql", "-- nothing").tables(2, 2).migrate(MigrateOptions.ALL.limit(1));
        try (var connection = project.connect();
                var session = io.migrationledger.Ledger.of(connection).lock(java.time.Duration.ZERO)) {
            // Begun, and its process ended without recording it.
            session.started(io.migrationledger.migration.MigrationId.of("0003"), "0".repeat(64));
        }
        project.script("0003_e.sql", "-- nothing either").script("0003_e.down.sql", "");

        assertThat(project.migrate(MigrateOptions.ALL)).containsExactly("0002", "0003");
        assertThat(project.migrate()).isEmpty();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }
}
