package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.OnDrift;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.ValidationException;
import io.migrationledger.Verification;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.schema.Snapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the schema held, kept beside the ledger with the runs that changed it. */
class KeptSnapshotsTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    /** Adds what it hears to the list. */
    private record Warnings(List<String> heard) implements MigrationListener {
        @Override
        public void warning(String text) {
            heard.add(text);
        }
    }

    private void migrate() {
        project.builder().keepSnapshots(true).build().migrate();
    }

    private List<LedgerEvent> events() {
        return project.ledger().events();
    }

    private Snapshot keptOf(LedgerEvent event) {
        KeptScript row =
                project.ledger().keptScript(event.snapshot().orElseThrow()).orElseThrow();
        assertThat(row.up()).isEmpty();
        return Snapshot.parse(row.snapshot().orElseThrow());
    }

    private static List<String> names(Snapshot snapshot) {
        return snapshot.items().map(SchemaItem::name).toList();
    }

    private List<Boolean> named() {
        return events().stream().map(event -> event.snapshot().isPresent()).toList();
    }

    /** KS-9. */
    @Test
    void theFirstEventOfARunNamesTheSchemaBeforeItAndTheLastOneTheSchemaAfterIt() {
        project.tables(1, 3);
        migrate();

        assertThat(named()).containsExactly(true, false, false, false, false, true);
        assertThat(names(keptOf(events().get(0)))).isEmpty();
        Snapshot after = keptOf(events().get(5));
        assertThat(names(after)).containsExactly("t1", "t2", "t3");
        assertThat(after).isEqualTo(project.ledger().snapshot());
        assertThat(project.ledger().verify())
                .extracting(Verification::isIntact, Verification::scripts)
                .containsExactly(true, 5L);
    }

    @Test
    void aRollbackNamesTheSchemaThatItLeavesBehind() {
        project.tables(1, 2);
        migrate();
        project.builder().keepSnapshots(true).build().rollback(RollbackOptions.steps(1));

        List<LedgerEvent> events = events();
        assertThat(names(keptOf(events.get(4)))).containsExactly("t1", "t2");
        assertThat(names(keptOf(events.get(5)))).containsExactly("t1");
    }

    @Test
    void aRunThatFailsNamesTheSchemaAsItIsThen() {
        project.tables(1, 1).script("0002_bad.sql", "CREATE TABLE x (a);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, this::migrate);

        LedgerEvent failed = events().get(3);
        assertThat(failed.type()).isEqualTo(EventType.FAILED);
        assertThat(names(keptOf(failed))).containsExactly("t1");
    }

    @Test
    void noneIsKeptUnlessThatIsAskedFor() {
        project.tables(1, 2).migrate();
        assertThat(named()).doesNotContain(true);
        migrate();
        assertThat(named()).doesNotContain(true);
    }

    @Test
    void theyAreKeptWhereScriptsAreNot() {
        project.tables(1, 1);
        project.builder().keepScripts(false).keepSnapshots(true).build().migrate();

        assertThat(events()).allSatisfy(event -> assertThat(event.script()).isEmpty());
        assertThat(names(keptOf(events().get(1)))).containsExactly("t1");
    }

    @Test
    void oneSchemaIsOneRowHoweverManyRunsFoundIt() {
        project.tables(1, 1);
        migrate();
        project.script("0002_rows.sql", "INSERT INTO t1 VALUES (1);");
        migrate();

        List<LedgerEvent> events = events();
        assertThat(events.get(1).snapshot()).isPresent();
        assertThat(events.get(2).snapshot()).isEqualTo(events.get(1).snapshot());
        assertThat(events.get(3).snapshot()).isEqualTo(events.get(1).snapshot());
    }

    /** KS-10. */
    @Test
    void whatCannotBeReadIsLeftOutAndTheMigrationRunsAllTheSame() throws Exception {
        List<String> warnings = new ArrayList<>();
        project.tables(1, 1);
        SchemaReader broken = () -> {
            throw new SQLException("[SQLITE_IOERR] Some kind of disk I/O error occurred (disk I/O error)");
        };
        project.builder()
                .keepSnapshots(true)
                .dialect(new FaultySqlite().answering("schemaReader", any -> Optional.of(broken)))
                .listener(new Warnings(warnings))
                .build()
                .migrate();

        assertThat(project.ledger().status().lines()).hasSize(1);
        assertThat(events().get(0).snapshotLeftOut()).contains("it could not be read");
        assertThat(events().get(1).snapshot()).isEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("no snapshot of the schema is kept: disk I/O error. What this run changes");
    }

    /** KS-9 and DR-4. */
    @Test
    void whereOnlyDriftIsLookedForNothingOfSnapshotsIsRecorded() throws Exception {
        List<String> warnings = new ArrayList<>();
        project.tables(1, 1);
        SchemaReader broken = () -> {
            throw new SQLException("the catalogue is locked away");
        };
        project.builder()
                .onDrift(OnDrift.REFUSE)
                .dialect(new FaultySqlite().answering("schemaReader", any -> Optional.of(broken)))
                .listener(new Warnings(warnings))
                .build()
                .migrate();

        assertThat(project.ledger().status().lines()).hasSize(1);
        assertThat(events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.snapshotLeftOut()).isEmpty());
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("whether the schema was changed outside of the ledger cannot be told: it cannot be read (")
                .contains("the catalogue is locked away");
    }

    /** A connection that is lost is no matter of the schema: the run ends, as it does wherever else that happens. */
    @Test
    void whatEndsTheRunIsNotTakenForASchemaThatCannotBeRead() throws Exception {
        project.tables(1, 1);
        for (String judge : List.of("isConnectionLost", "isSerializationFailure", "isLockTimeout")) {
            for (boolean kept : new boolean[] {true, false}) {
                SQLException gone = new SQLException("gone");
                SchemaReader broken = () -> {
                    throw gone;
                };
                Migrator migrator = project.builder()
                        .keepSnapshots(kept)
                        .onDrift(kept ? OnDrift.IGNORE : OnDrift.REFUSE)
                        .dialect(new FaultySqlite()
                                .answering("schemaReader", any -> Optional.of(broken))
                                .answering(judge, arguments -> arguments[0] == gone))
                        .build();
                assertThatThrownBy(migrator::migrate).as("%s, %s", judge, kept).hasStackTraceContaining("gone");
                assertThat(project.tables()).isEmpty();
            }
        }
    }

    /** DR-4. A plan says what the run would say. */
    @Test
    void aPlanTellsOfWhatWasChangedOutsideOfTheLedger() throws Exception {
        String changed = "the schema was changed outside of the ledger since event 2: table other";
        project.tables(1, 1);
        migrate();
        project.execute("CREATE TABLE other (a)");
        project.tables(2, 2);
        Migrator.Builder builder = project.builder();
        assertThat(builder.build().plan(MigrateOptions.ALL).notes()).isEmpty();
        assertThat(builder.keepSnapshots(true).build().plan(MigrateOptions.ALL).notes())
                .containsExactly(changed);
        ValidationException refused = catchThrowableOfType(
                ValidationException.class,
                () -> builder.onDrift(OnDrift.REFUSE).build().plan(MigrateOptions.ALL));
        assertThat(refused.problems()).extracting(Problem::code).containsExactly(ErrorCode.SCHEMA_DRIFTED);
        assertThat(refused.problems()).extracting(Problem::what).containsExactly(changed);
        assertThat(builder.onDrift(OnDrift.IGNORE)
                        .build()
                        .plan(MigrateOptions.ALL)
                        .notes())
                .isEmpty();
    }

    /** DR-4. A rollback is what undoes things: it is not refused. */
    @Test
    void aRollbackLooksForNoDrift() throws Exception {
        project.tables(1, 1);
        migrate();
        project.execute("CREATE TABLE other (a)");
        List<String> warnings = new ArrayList<>();
        Migrator migrator = project.builder()
                .keepSnapshots(true)
                .onDrift(OnDrift.REFUSE)
                .listener(new Warnings(warnings))
                .build();
        assertThat(migrator.rollback(RollbackOptions.LAST_BATCH).completed()).hasSize(1);
        assertThat(warnings).isEmpty();
        assertThat(project.tables()).containsExactly("other");
    }

    /** DR-4. What an attempt that was cut off may have done is no change from outside: the run finishes it. */
    @Test
    void behindAnAttemptThatWasCutOffNothingIsRefused() throws Exception {
        project.tables(1, 1);
        migrate();
        project.script("0002_two.sql", "-- ledger: transaction=none", "CREATE TABLE a (n);", "CREATE TABLE b (n);");
        try (Connection connection = project.connect()) {
            Migrator cut = Migrator.of(connection)
                    .source(project.source())
                    .keepSnapshots(true)
                    .listener(new MigrationListener() {
                        @Override
                        public void statementStarted(Migration migration, int number, int line, String text) {
                            if (number == 2) {
                                close(connection);
                            }
                        }
                    })
                    .build();
            assertThat(catchThrowableOfType(LedgerException.class, cut::migrate))
                    .isNotNull();
        }
        assertThat(events()).last().extracting(LedgerEvent::type).isNotEqualTo(EventType.FAILED);
        project.execute("CREATE TABLE other (a)");

        List<String> warnings = new ArrayList<>();
        MigrateResult result = project.builder()
                .keepSnapshots(true)
                .onDrift(OnDrift.REFUSE)
                .listener(new Warnings(warnings))
                .build()
                .migrate();
        assertThat(result.completed()).hasSize(1);
        assertThat(warnings)
                .contains(
                        "whether the schema was changed outside of the ledger cannot be told: since event 3, the newest with a"
                                + " snapshot, migration 0002 ran, or may have");
        assertThat(events()).extracting(LedgerEvent::type).contains(EventType.FAILED);
        assertThat(project.tables()).contains("a", "b", "other");
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** DR-4. What cannot be told stops no run; verify finds the broken ledger. */
    @Test
    void aSnapshotThatIsGoneStopsNoRun() throws Exception {
        project.tables(1, 1);
        migrate();
        String hash = events().get(1).snapshot().orElseThrow();
        project.execute("DROP TRIGGER migration_ledger_scripts_no_delete");
        project.execute("DELETE FROM migration_ledger_scripts WHERE hash = '" + hash + "'");
        project.execute("CREATE TABLE other (a)"); // a run of the same schema would write the row again
        project.tables(2, 2);
        migrate();

        assertThat(project.ledger().status().lines()).hasSize(2);
        assertThat(project.ledger().verify().isIntact()).isFalse();
    }

    /** KS-6. */
    @Test
    void verifyNamesTheEventWhoseSnapshotIsGone() throws Exception {
        project.tables(1, 1);
        migrate();
        String hash = events().get(1).snapshot().orElseThrow();
        project.execute("DROP TRIGGER migration_ledger_scripts_no_delete");
        project.execute("DELETE FROM migration_ledger_scripts WHERE hash = '" + hash + "'");

        assertThat(project.ledger().verify().broken().orElseThrow().sequence()).isEqualTo(2);
        List<LedgerEvent> good = new ArrayList<>();
        assertThat(project.ledger().verify(good::add, script -> {}).isIntact()).isFalse();
        assertThat(good).hasSize(1);
    }
}
