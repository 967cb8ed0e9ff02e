package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Touched;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Precondition;
import io.migrationledger.migration.Precondition.Otherwise;
import io.migrationledger.migration.Precondition.Passing;
import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a migration whose precondition is not met, and of those after it; where a layout knows preconditions. */
class PreconditionsTest {
    private static final String UNMET = "the precondition is not met: expected 0, found 1";

    @TempDir
    Path directory;

    SqliteProject project;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
        project.script("0001_log.sql", "CREATE TABLE log (line);").migrate();
        project.script("0002_row.sql", "SELECT 1;", "INSERT INTO log VALUES (2);")
                .script("0002_row.down.sql", "DELETE FROM log WHERE line = 2;", "BROKEN;")
                .script("0003_row.sql", "INSERT INTO log VALUES (3);");
    }

    /** The first statement of migration 2 is a precondition, which is not met. */
    private Migrator migrator(Otherwise otherwise, Passing passing) {
        return Migrator.of(project.url(), new Properties())
                .source(variants -> project.source().migrations(variants).stream()
                        .map(migration -> migration.id().equals(MigrationId.of("2"))
                                ? conditioned(migration, new Precondition("0", otherwise, Otherwise.HALT), passing)
                                : migration)
                        .toList())
                .listener(new MigrationListener() {
                    @Override
                    public void warning(String text) {
                        warnings.add(text.replace(project.migrations() + "/", ""));
                    }
                })
                .build();
    }

    private static Migration conditioned(Migration migration, Precondition condition, Passing passing) {
        SqlScript script = ((MigrationBody.Script) migration.up()).script();
        return new Migration(
                migration.id(),
                migration.description(),
                migration.runs(),
                migration.checksum(),
                new MigrationBody.Script(new Conditioned(script, condition)),
                migration.down(),
                migration.directives(),
                migration.downDirectives(),
                migration.header(),
                migration.foreign(),
                migration.base(),
                migration.conflicts(),
                passing,
                migration.afterFailure());
    }

    private record Conditioned(SqlScript script, Precondition condition) implements SqlScript {
        @Override
        public String location() {
            return script.location();
        }

        @Override
        public InputStream open() throws IOException {
            return script.open();
        }

        @Override
        public Map<Integer, Precondition> preconditions() {
            return Map.of(1, condition);
        }
    }

    private List<String> log() throws SQLException {
        return project.query("SELECT line FROM log ORDER BY line");
    }

    @Test
    void itRunsWithAWarning() throws Exception {
        migrator(Otherwise.WARN, Passing.NEVER).migrate();
        assertThat(warnings).containsExactly("0002_row.sql:1: " + UNMET + "; migration 0002 runs all the same");
        assertThat(log()).containsExactly("2", "3");
    }

    @Test
    void itCountsAsRunAndNothingOfItRuns() throws Exception {
        migrator(Otherwise.MARK_RAN, Passing.NEVER).migrate();
        assertThat(warnings)
                .containsExactly("0002_row.sql:1: " + UNMET + "; migration 0002 counts as run, and nothing of it runs");
        assertThat(log()).containsExactly("3");
        assertThat(project.ledger().events().stream().filter(event -> event.type() == EventType.APPLIED))
                .extracting(event -> event.touched().equals(Touched.NONE))
                .containsExactly(false, true, false);
        assertThat(project.standings()).containsEntry("0002", Standing.APPLIED);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void itFailsAndNothingAfterItRuns() throws Exception {
        LedgerException error = refused(ErrorCode.STATEMENT_FAILED, migrator(Otherwise.HALT, Passing.UNMET)::migrate);
        assertThat(error.what()).contains("0002_row.sql:1", UNMET);
        assertThat(log()).isEmpty();
    }

    @Test
    void itFailsAndThoseAfterItRunAndTheNextRunTriesItAgain() throws Exception {
        Migrator migrator = migrator(Otherwise.CONTINUE, Passing.UNMET);
        MigrateResult result = migrator.migrate();
        assertThat(result.completed()).extracting(done -> done.id().toString()).containsExactly("0003");
        assertThat(warnings)
                .containsExactly(
                        "0002_row.sql: migration 0002 failed, nothing of this attempt took effect, and what follows runs all"
                                + " the same: " + UNMET);
        assertThat(result.notes()).hasSize(1);
        assertThat(log()).containsExactly("3");
        migrator.migrate();
        assertThat(project.history()).endsWith("APPLIED 0003", "STARTED 0002", "FAILED/ERROR 0002");
    }

    @ParameterizedTest
    @CsvSource({"ANY, true", "UNMET, false", "NEVER, false"})
    void anyOtherFailureIsPassedOverOnlyWhereAnyIs(Passing passing, boolean passedOver) throws Exception {
        project.script("0002_row.sql", "SELECT 0;", "BROKEN;");
        Migrator migrator = migrator(Otherwise.CONTINUE, passing);
        if (passedOver) {
            migrator.migrate();
        } else {
            refused(ErrorCode.STATEMENT_FAILED, migrator::migrate);
        }
        assertThat(log()).hasSize(passedOver ? 1 : 0);
    }

    @Test
    void whatTookEffectInPartIsNeverPassedOver() throws Exception {
        project.script("0002_row.sql", "SELECT 0;", "VACUUM;", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, migrator(Otherwise.CONTINUE, Passing.ANY)::migrate);
        assertThat(log()).isEmpty();
    }

    @Test
    void aRollbackThatFailsIsNeverPassedOver() {
        project.delete("0003_row.sql");
        Migrator migrator = migrator(Otherwise.WARN, Passing.ANY);
        migrator.migrate();
        refused(ErrorCode.STATEMENT_FAILED, () -> migrator.rollback(RollbackOptions.to(MigrationId.of("1"))));
    }
}
