package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.run.WrappedDialect;
import io.migrationledger.dialect.sqlite.SqliteDialect;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.DialectSession;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks on errors, run by Flyway and by the ledger (LY-11). */
class FlywayErrorCallbacksTest {
    private static final String BAD = "INSERT INTO nowhere VALUES (1);\n";

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
        source.file("V1__log.sql", "CREATE TABLE log (n INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT);\n");
        flyway().migrate();
        migrator().migrate();
        logging("afterMigrateError", "afterEachMigrateError", "afterEachMigrateStatementError");
        source.file("V2__t.sql", "CREATE TABLE t (x INT);\n");
        source.file("V2__t.sql.conf", "executeInTransaction=false");
    }

    private void logging(String... events) {
        for (String event : events) {
            source.file(event + ".sql", "INSERT INTO log (what) VALUES ('" + event + "');\n");
        }
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(byFlyway.url(), null, null)
                .locations("filesystem:" + directory.resolve("files"))
                .load();
    }

    private Migrator migrator() {
        return byLedger.migrator(source.source());
    }

    private MigrationFailedException failed() {
        return catchThrowableOfType(
                MigrationFailedException.class, () -> migrator().migrate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V2__t",
                "R__view",
                "beforeMigrate",
                "afterMigrate",
                "afterVersioned",
                "beforeRepeatables",
                "beforeEachMigrate",
                "afterEachMigrate",
                "beforeEachMigrateStatement",
                "afterEachMigrateStatement"
            })
    void whateverFailsTheSameCallbacksRunInTheSameOrder(String what) {
        source.file("R__view.sql", "CREATE VIEW v AS SELECT x FROM t");
        source.file("R__view.sql.conf", "executeInTransaction=false");
        source.file(what + ".sql", BAD);

        assertThatThrownBy(() -> flyway().migrate()).isInstanceOf(FlywayException.class);
        assertThat(failed()).isNotNull();

        assertThat(log(byLedger)).isEqualTo(log(byFlyway));
    }

    private static List<String> log(Sqlite database) {
        return database.contents().stream()
                .filter(line -> line.startsWith("log "))
                .toList();
    }

    @Test
    void oneThatFailsStopsNoneOfTheOthersAndDoesNotHideTheFirstFailure() {
        source.file("V2__t.sql", BAD).file("afterEachMigrateError.sql", "INSERT INTO gone VALUES (1);\n");

        assertThatThrownBy(() -> flyway().migrate()).isInstanceOf(FlywayException.class);
        MigrationFailedException failed = failed();

        assertThat(log(byLedger))
                .isEqualTo(log(byFlyway))
                .containsExactly("log 1 afterEachMigrateStatementError", "log 2 afterMigrateError");
        assertThat(failed.what()).contains("nowhere").doesNotContain("gone");
        assertThat(failed.result().notes())
                .anySatisfy(note -> assertThat(note).contains("afterMigrateError.sql ran after the failure"))
                .anySatisfy(note -> assertThat(note).contains("afterEachMigrateError.sql", "failed itself", "gone"));

        List<String> warnings = new ArrayList<>();
        MigrationListener listener = new MigrationListener() {
            @Override
            public void warning(String text) {
                warnings.add(text);
            }
        };
        Migrator told = Migrator.of(byLedger.url(), new Properties())
                .source(source.source())
                .listener(listener)
                .build();
        assertThatThrownBy(told::migrate).isInstanceOf(MigrationFailedException.class);
        assertThat(warnings).singleElement().asString().contains("afterEachMigrateError.sql", "failed itself", "gone");
    }

    @Test
    void whatCannotEvenBeginDoesNotHideTheFirstFailureEither() {
        source.file("V2__t.sql", BAD);
        IllegalStateException broken = new IllegalStateException("the driver broke");
        int[] begun = new int[1];
        Migrator migrator = Migrator.of(byLedger.url(), new Properties())
                .source(source.source())
                .dialect(new WrappedDialect(new SqliteDialect()) {
                    @Override
                    protected @Nullable Object call(
                            DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
                            throws Throwable {
                        if (method.getName().equals("beforeMigration") && ++begun[0] == 2) {
                            throw broken;
                        }
                        return super.call(session, method, arguments);
                    }
                })
                .build();
        MigrationFailedException failed = catchThrowableOfType(MigrationFailedException.class, migrator::migrate);

        assertThat(failed).isNotNull();
        assertThat(failed.what()).contains("nowhere");
        assertThat(failed.result().notes())
                .anySatisfy(note -> assertThat(note).contains("did not run after the failure: the driver broke"));
    }

    @Test
    void inATransactionTheyRunAfterTheRollbackSoThatWhatTheyDoStays() {
        source.file("V3__u.sql", "CREATE TABLE u (x INT);\n" + BAD);

        assertThatThrownBy(() -> flyway().migrate()).isInstanceOf(FlywayException.class);
        assertThat(failed().result().completed())
                .extracting(MigrateResult.Completed::id)
                .containsExactly(MigrationId.of("2"));

        // Flyway runs the first two in the transaction that it then rolls back.
        assertThat(log(byFlyway)).hasSize(1).allSatisfy(line -> assertThat(line).endsWith("afterMigrateError"));
        assertThat(log(byLedger))
                .containsExactly(
                        "log 1 afterEachMigrateStatementError",
                        "log 2 afterEachMigrateError",
                        "log 3 afterMigrateError");
        assertThat(byLedger.contents()).noneMatch(line -> line.contains("TABLE u"));
    }

    @Test
    void theLedgerTellsThatTheyRanAndARunWithoutFailureDoesNotRunThem() {
        source.file("V3__u.sql", BAD);
        failed();
        failed();
        assertThat(log(byLedger)).hasSize(6);
        source.file("V3__u.sql", "CREATE TABLE u (x INT);\n");

        assertThat(migrator().migrate().completed()).hasSize(1);
        assertThat(migrator().migrate().completed()).isEmpty();
        assertThat(migrator().validate()).isEmpty();
        assertThat(log(byLedger)).hasSize(6);
        assertThat(migrator().ledger().state().migrations())
                .filteredOn(state -> state.status() == MigrationStatus.APPLIED)
                .extracting(state -> state.id().value())
                .containsExactlyInAnyOrder(
                        "1", "2", "3", "afterEachMigrateStatementError", "afterEachMigrateError", "afterMigrateError");
        assertThat(migrator().ledger().verify().isIntact()).isTrue();
        assertThat(migrator().status().lines())
                .filteredOn(line -> line.needsAttention())
                .isEmpty();
        source.file("afterMigrateError.sql", "SELECT 'edited'");
        assertThat(migrator().validate()).isEmpty();
        assertThat(migrator().migrate().completed()).isEmpty();
    }

    @Test
    void oneThatHasRunIsNotMissing() {
        source.file("V3__u.sql", BAD);
        failed();

        SourceFiles.refused(ErrorCode.NOTHING_TO_DECLARE, () -> migrator().forgetMissing("gone"));
        assertThat(SourceFiles.refused(
                                ErrorCode.BAD_OPTION,
                                () -> migrator().forget(List.of(MigrationId.of("afterMigrateError")), "gone"))
                        .what())
                .contains("the file of migration afterMigrateError is here");
    }

    @Test
    void whatIsWrongWithOneIsToldBeforeAnythingRuns() {
        source.file("afterMigrateError.sql", "SELECT '");

        assertThat(SourceFiles.refused(ErrorCode.BAD_SYNTAX, () -> migrator().migrate())
                        .what())
                .contains("afterMigrateError.sql:1");
        assertThat(SourceFiles.refused(ErrorCode.DUPLICATE, () -> {
                            source.files("afterMigrateError.sql", "more/afterMigrateError.sql");
                            migrator().migrate();
                        })
                        .what())
                .contains("afterMigrateError");
        assertThat(byLedger.contents()).noneMatch(line -> line.contains("TABLE t"));
    }

    @Test
    void whatIsPartWayIsFinishedByTheNextRun() {
        source.file("V3__u.sql", BAD);
        source.file(
                "afterMigrateError.sql",
                "-- ledger: transaction=none\nINSERT INTO log (what) VALUES ('first');\nINSERT INTO later VALUES (1);\n");
        assertThat(failed().result().notes()).anyMatch(note -> note.contains("failed itself"));
        assertThat(migrator().status().lines())
                .filteredOn(line -> line.needsAttention())
                .extracting(line -> line.id().value())
                .contains("afterMigrateError");

        source.file("V3__u.sql", "CREATE TABLE u (x INT);\n");
        byLedger.execute(write("CREATE TABLE later (x INT);"));
        assertThat(migrator().migrate().completed())
                .extracting(one -> one.id().value())
                .containsExactly("afterMigrateError", "3");
        assertThat(byLedger.contents())
                .contains("later 1")
                .filteredOn(line -> line.endsWith("first"))
                .hasSize(1);
    }

    private Path write(String sql) {
        source.file("by-hand.txt", sql);
        return directory.resolve("files/by-hand.txt");
    }
}
