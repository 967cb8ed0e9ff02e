package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.Migrator;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.ValidationException;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.migration.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KS-7: migrations whose down scripts are gone are taken back by those that were kept. */
class RollbackFromLedgerTest {
    private static final RollbackOptions ONE = RollbackOptions.steps(1);

    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 3);
    }

    private List<String> rollback(RollbackOptions options) {
        return project.migrator().rollback(options).completed().stream()
                .map(completed -> completed.id().toString())
                .toList();
    }

    private Problem refused(RollbackOptions options) {
        ValidationException error = catchThrowableOfType(ValidationException.class, () -> rollback(options));
        assertThat(error.problems()).hasSize(1);
        return error.problems().get(0);
    }

    @Test
    void isRefusedUnlessItIsAskedForAndThenRunsWhatWasKept() throws Exception {
        project.migrate();
        project.delete("0003_t3.down.sql");
        Problem problem = refused(ONE);
        assertThat(problem.code()).isEqualTo(ErrorCode.NO_DOWN_SCRIPT);
        assertThat(problem.next()).contains("RollbackOptions.withKeptScripts()");
        assertThat(project.migrator().plan(ONE.withKeptScripts()).migrations()).hasSize(1);

        assertThat(rollback(ONE.withKeptScripts())).containsExactly("0003");
        assertThat(project.tables()).containsExactly("t1", "t2");
        assertThat(project.ledger().events()).last().satisfies(event -> {
            assertThat(event).isInstanceOf(LedgerEvent.RolledBack.class);
            assertThat(project.ledger()
                            .keptScript(event.script().orElseThrow())
                            .orElseThrow()
                            .down()
                            .orElseThrow()
                            .sql())
                    .isEqualTo("DROP TABLE t3;\n");
        });
        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.migrate()).containsExactly("0003");
    }

    @Test
    void alsoWhereAllFilesOfItAreGone() throws Exception {
        project.migrate();
        project.delete("0003_t3.down.sql").delete("0003_t3.sql");
        Problem problem = refused(ONE);
        assertThat(problem.code()).isEqualTo(ErrorCode.MISSING_FILE);
        assertThat(problem.next()).contains("RollbackOptions.withKeptScripts()");

        assertThat(rollback(RollbackOptions.steps(2).withKeptScripts())).containsExactly("0003", "0002");
        assertThat(project.tables()).containsExactly("t1");
        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.migrate()).containsExactly("0002");
    }

    @Test
    void runsAsItWasToRun() throws Exception {
        project.script("0004_each.sql", "CREATE TABLE t4 (a);")
                .script("0004_each.down.sql", "-- ledger: transaction=none", "DROP TABLE t4;", "SELECT '${name}';");
        project.builder().placeholder("name", "old").build().migrate();
        project.delete("0004_each.down.sql");
        Problem problem = refused(ONE.withKeptScripts());
        assertThat(problem.code()).isEqualTo(ErrorCode.UNRESOLVED_PLACEHOLDER);
        assertThat(problem.what()).startsWith("0004.down (kept in the ledger):3: ");

        Migrator migrator = project.builder().placeholder("name", "new").build();
        assertThat(migrator.rollback(ONE.withKeptScripts()).completed()).hasSize(1);
        assertThat(project.history()).endsWith("STARTED 0004", "STEP 0004", "ROLLED_BACK 0004");
        assertThat(project.tables()).containsExactly("t1", "t2", "t3");
    }

    /** KS-8. Its events say that the script came out of the ledger, and which; those of other rollbacks do not. */
    @Test
    void itsEventsSaySo() throws Exception {
        project.migrate();
        String kept = project.ledger().events().get(5).script().orElseThrow();
        project.delete("0003_t3.down.sql").delete("0003_t3.sql");
        rollback(RollbackOptions.steps(2).withKeptScripts());
        assertThat(project.ledger().events().subList(6, 10))
                .extracting(event ->
                        event.type() + " " + event.id() + " " + event.keptDown().orElse("file"))
                .containsExactly(
                        "STARTED 0003 " + kept,
                        "ROLLED_BACK 0003 " + kept,
                        "STARTED 0002 file",
                        "ROLLED_BACK 0002 file");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** KS-8. Of code nothing is kept: no empty script is made up for it. */
    @Test
    void ofCodeNoScriptIsMadeUp() throws Exception {
        MigrationBody down = new MigrationBody.Script(new DropsT4());
        Migration both =
                Migrations.java(new MakesT4()).migrations(List.of()).get(0).withDown(down, Directives.NONE);
        of(both).migrate();
        assertThat(project.tables()).containsExactly("t4");
        of().rollback(ONE.withKeptScripts());
        assertThat(project.tables()).isEmpty();
        LedgerEvent last = project.ledger().events().get(3);
        assertThat(last).isInstanceOf(LedgerEvent.RolledBack.class);
        KeptScript kept =
                project.ledger().keptScript(last.script().orElseThrow()).orElseThrow();
        assertThat(kept.up()).isEmpty();
        assertThat(kept.down().orElseThrow().sql()).isEqualTo("DROP TABLE t4;\n");
    }

    private Migrator of(Migration... migrations) {
        MigrationSource source = new MigrationSource() {
            @Override
            public List<Migration> migrations(List<String> fileVariants) {
                return List.of(migrations);
            }

            @Override
            public Set<String> namespaces() {
                return Set.of("main");
            }
        };
        return Migrator.of(project.url(), new Properties()).source(source).build();
    }

    private record DropsT4() implements SqlScript {
        @Override
        public String location() {
            return "drops t4";
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream("DROP TABLE t4;\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private record MakesT4() implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of("main", "4");
        }

        @Override
        public String description() {
            return "makes t4";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t4 (a)");
            }
        }
    }

    @Test
    void theFileWinsWhereItIsThere() throws Exception {
        project.migrate();
        project.script("0003_t3.down.sql", "ALTER TABLE t3 RENAME TO kept;");
        assertThat(rollback(ONE.withKeptScripts())).containsExactly("0003");
        assertThat(project.tables()).containsExactly("kept", "t1", "t2");
    }

    @Test
    void whereNoneWasKeptItSaysSo() {
        project.delete("0003_t3.down.sql").migrate();
        Problem problem = refused(ONE.withKeptScripts());
        assertThat(problem.code()).isEqualTo(ErrorCode.NO_DOWN_SCRIPT);
        assertThat(problem.what()).contains("and the ledger keeps none");
        assertThat(problem.next()).doesNotContain("withKeptScripts");
    }

    @Test
    void anAcceptedEditChangesNothingOfWhatRan() throws Exception {
        project.migrate();
        project.script("0003_t3.sql", "CREATE TABLE t3 (a INTEGER); -- edited").delete("0003_t3.down.sql");
        project.migrator().accept(MigrationId.of("3"), "a comment");
        assertThat(rollback(ONE.withKeptScripts())).containsExactly("0003");
        assertThat(project.tables()).containsExactly("t1", "t2");
    }

    @Test
    void aPartIsTakenBackByWhatWasKeptWithIt() throws Exception {
        project.migrate();
        project.script("0004_part.sql", "-- ledger: transaction=none", "CREATE TABLE t4 (a);", "BROKEN;")
                .script("0004_part.down.sql", "DROP TABLE t4;");
        Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.delete("0004_part.down.sql");
        assertThat(rollback(RollbackOptions.PART_WAY.withKeptScripts())).containsExactly("0004");
        assertThat(project.tables()).containsExactly("t1", "t2", "t3");
    }
}
