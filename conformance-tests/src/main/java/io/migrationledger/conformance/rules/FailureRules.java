package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.conformance.report.Causes;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.conformance.run.FailingCommit;
import io.migrationledger.conformance.run.FailingRollback;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.Capability;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Chapter 4: failure. */
public interface FailureRules extends Chapter {

    /** A migration of which the second statement fails on every database. */
    private static Map<String, String> failing(ConformanceKit kit) {
        return scripts("0001_kit.sql", kit.fixture().createTable("kit"), "0002_rows.sql", """
                INSERT INTO kit (id, note) VALUES (1, 'a');
                INSERT INTO kit (id, note) VALUES (1, 'the key is taken');
                INSERT INTO kit (id, note) VALUES (2, 'b');
                """);
    }

    @Test
    @Rule(
            id = "ML-4.1",
            says =
                    "A statement that fails MUST leave a FAILED event with its number, file, line and the database's words, but for what may be a secret.",
            intent = "The history says truthfully what happened.",
            check = "rollback() leaves the connection usable; FAILED is written after it, in a commit of its own")
    default void failureIsRecorded() throws Exception {
        try (ConformanceKit kit = kit()) {
            LedgerException error = kit.fail(failing(kit));
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.STATEMENT_FAILED);
            List<LedgerEvent> events = kit.events();
            assertThat(events.get(events.size() - 1)).isInstanceOfSatisfying(LedgerEvent.Failed.class, failed -> {
                assertThat(failed.origin()).isEqualTo(Origin.ERROR);
                assertThat(failed.error().orElseThrow().statement()).isEqualTo(2);
                assertThat(failed.error().orElseThrow().file()).isEqualTo("0002_rows.sql");
                assertThat(failed.error().orElseThrow().line()).isEqualTo(2);
                assertThat(failed.error().orElseThrow().message()).isNotBlank();
                assertThat(failed.doubt()).isEmpty();
            });
        }
        String secret = "s3cr3t-of-the-kit";
        try (ConformanceKit kit = kit()) { // some databases repeat the statement, or what stands behind the mistake
            kit.fail(scripts(
                    "0001_kit.sql",
                    kit.fixture().createTable("kit"),
                    "0002_secret.sql",
                    "INSERT INTO kit (id, note) VALUES (1, 'a') no_such_word PASSWORD '" + secret + "'"));
            List<LedgerEvent> events = kit.events();
            assertThat(events).last().isInstanceOf(LedgerEvent.Failed.class);
            assertThat(events)
                    .extracting(event -> event.header().detail())
                    .as("what is recorded of a statement that may hold a secret")
                    .noneMatch(detail -> detail.contains(secret));
        }
    }

    @Test
    @Rule(
            id = "ML-4.2",
            says = "Data changed in the failed transaction MUST be as before.",
            intent = "Running again must not meet what a failed attempt left.",
            check = "rollback(); statements before the failing one were in the same transaction")
    default void failedTransactionLeavesNothing() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.fail(failing(kit));
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
            assertThat(kit.ledger()
                            .state()
                            .of(MigrationId.of("0002"))
                            .orElseThrow()
                            .status())
                    .isEqualTo(MigrationStatus.FAILED);
        }
    }

    @Test
    @Rule(
            id = "ML-4.3",
            says = "DDL before the failing statement MUST be rolled back with it.",
            intent = "All of a migration or nothing.",
            check = "DDL runs in the migration's transaction",
            needs = Capability.TRANSACTIONAL_DDL)
    default void failedMigrationLeavesNoTable() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.fail(scripts(
                    "0001_kit.sql", kit.fixture().createTable("kit") + ";\nINSERT INTO no_such_table VALUES (1);\n"));
            assertThat(kit.tableExists("kit")).isFalse();
        }
    }

    @Test
    @Rule(
            id = "ML-4.4",
            says = "After the script is fixed, running again MUST apply the migration and what follows it.",
            intent = "Nobody repairs a ledger by hand.",
            check = "FAILED with nothing done makes the migration pending again")
    default void mendedMigrationRuns() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.fail(failing(kit));
            MigrateResult result = kit.migrate(scripts(
                    "0001_kit.sql", kit.fixture().createTable("kit"),
                    "0002_rows.sql", "INSERT INTO kit (id, note) VALUES (1, 'a')",
                    "0003_more.sql", "INSERT INTO kit (id, note) VALUES (2, 'b')"));
            assertThat(result.completed()).hasSize(2);
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(2);
        }
    }

    @Test
    @Rule(
            id = "ML-4.5",
            says = "A migration that failed part-way MUST go on at the failed statement once the script is fixed.",
            intent = "Statements that took effect do not run twice, and none is left out.",
            check = "marks are committed with their effects; the count of done statements in FAILED")
    default void partWayMigrationGoesOn() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            String head = "-- ledger: transaction=none\nINSERT INTO kit (id, note) VALUES (1, 'a');\n";
            kit.fail(scripts("0001_rows.sql", head + "INSERT INTO kit (id, note) VALUES (1, 'the key is taken');\n"));
            MigrateResult result =
                    kit.migrate(scripts("0001_rows.sql", head + "INSERT INTO kit (id, note) VALUES (2, 'b');\n"));
            assertThat(result.completed())
                    .singleElement()
                    .satisfies(done -> assertThat(done.resumedAfter()).isEqualTo(1));
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(2);
        }
    }

    @Test
    @Rule(
            id = "ML-4.6",
            says = "A statement that took effect and was edited MUST be refused with ML-1304, showing both texts.",
            intent = "The file must say what the database has.",
            check = "the statements' checksums in STARTED")
    default void editedStatementIsRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            kit.fail(
                    scripts(
                            "0001_rows.sql",
                            "-- ledger: transaction=none\nINSERT INTO kit (id, note) VALUES (1, 'before');\nINSERT INTO nowhere VALUES (1);\n"));
            LedgerException error = kit.fail(
                    scripts(
                            "0001_rows.sql",
                            "-- ledger: transaction=none\nINSERT INTO kit (id, note) VALUES (1, 'after');\nINSERT INTO kit (id, note) VALUES (2, 'b');\n"));
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.EDITED_STATEMENT);
            assertThat(error.what()).contains("'before'").contains("'after'");
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(1);
        }
    }

    @Test
    @Rule(
            id = "ML-4.7",
            says = "A run that fails MUST say what it completed before, what failed, and what did not run.",
            intent = "How far did it get? has a typed answer.",
            check = "nothing of the driver's; kept here so that a driver cannot break it unseen")
    default void partialSuccessIsTyped() throws Exception {
        try (ConformanceKit kit = kit()) {
            Map<String, String> scripts = failing(kit);
            scripts.put("0003_more.sql", "INSERT INTO kit (id, note) VALUES (3, 'c')");
            LedgerException error = kit.fail(scripts);
            assertThat(error).isInstanceOfSatisfying(MigrationFailedException.class, failed -> {
                assertThat(failed.result().completed()).hasSize(1);
                assertThat(failed.result().failed().orElseThrow().id()).isEqualTo(MigrationId.of("0002"));
                assertThat(failed.result().notRun()).containsExactly(MigrationId.of("0003"));
            });
            assertThat(kit.events())
                    .filteredOn(event -> event.type() == EventType.APPLIED)
                    .hasSize(1);
        }
    }

    @Test
    @Rule(
            id = "ML-4.8",
            says =
                    "A migration that failed part-way MUST be rolled back only where that is asked for, by its down script.",
            intent =
                    "A down script was written for the whole of a migration; only a person knows whether it bears a half.",
            check = "marks are committed with their effects; the count of done statements in FAILED")
    default void partWayMigrationIsTakenBackOnRequest() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            Map<String, String> scripts = scripts(
                    "0001_rows.sql",
                    "-- ledger: transaction=none\nINSERT INTO kit (id, note) VALUES (1, 'a');\nINSERT INTO nowhere VALUES (1);\n",
                    "0001_rows.down.sql",
                    "DELETE FROM kit WHERE id = 1");
            kit.fail(scripts);
            Migrator migrator = kit.migrator(kit.connect(), scripts).build();
            assertThatThrownBy(() -> migrator.rollback(RollbackOptions.LAST_BATCH))
                    .isInstanceOfSatisfying(
                            LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSETTLED));
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(1);

            migrator.rollback(RollbackOptions.PART_WAY);
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
            assertThat(kit.ledger()
                            .state()
                            .of(MigrationId.of("0001"))
                            .orElseThrow()
                            .status())
                    .isEqualTo(MigrationStatus.ROLLED_BACK);
        }
    }

    @Test
    @Rule(
            id = "ML-4.9",
            says = "A statement that runs longer than its statement-timeout MUST be ended and fail like any other.",
            intent = "A deployment comes to an end, whatever a statement meets.",
            check = "the limit of the migration, or else of the session's options, set in beforeMigration()")
    default void statementTimeoutEndsAStatement() throws Exception {
        String slow = fixture().slowStatement().orElseThrow(() -> new NotApplicable("the fixture names no slow query"));
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            long start = System.nanoTime();
            Connection connection = kit.connect();
            Migrator migrator = kit.migrator(
                            connection,
                            scripts(
                                    "0001_slow.sql",
                                    "-- ledger: statement-timeout=1s\nINSERT INTO kit (id, note) VALUES (1, 'a');\n"
                                            + slow + ";\n"))
                    .build();
            CompletableFuture<LedgerException> run = CompletableFuture.supplyAsync(
                    () -> ConformanceKit.fail(migrator), command -> new Thread(command).start());
            long guard = 60; // for a driver that knows no limit: it must not hang the whole kit
            LedgerException error;
            try {
                error = run.get(guard, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                connection.abort(Runnable::run);
                throw new AssertionError(
                        "the statement still ran after " + guard + " s with statement-timeout=1s: " + slow, e);
            } catch (ExecutionException e) {
                throw new AssertionError("the run ended with " + e.getCause(), e);
            }
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("it was the limit that ended it: %s", error)
                    .isGreaterThan(Duration.ofMillis(900));
            assertThat(kit.events())
                    .last()
                    .isInstanceOfSatisfying(
                            LedgerEvent.Failed.class,
                            failed -> assertThat(failed.error().orElseThrow().statement())
                                    .isEqualTo(2));
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
        }
    }

    @Test
    @Rule(
            id = "ML-4.10",
            says =
                    "A COMMIT that fails MUST leave a FAILED event with the digest and the count from before its transaction, and "
                            + "nothing in doubt; one that took effect though it reports an error MUST NOT be recorded as a failure.",
            intent =
                    "What was written in the transaction, APPLIED included, is not there; or it is, and then it counts.",
            check = "commit() lets the error out; rollback() after it, also where the database has rolled back already")
    default void failedCommitIsRecorded() throws Exception {
        String second = "INSERT INTO kit (id, note) VALUES (2, 'b')";
        for (FailingCommit.Ending ending : FailingCommit.Ending.values()) {
            try (ConformanceKit kit = kit()) {
                Map<String, String> scripts = scripts(
                        "0001_kit.sql",
                        kit.fixture().createTable("kit"),
                        "0002_rows.sql",
                        "INSERT INTO kit (id, note) VALUES (1, 'a');\n" + second + ";\n",
                        "0003_more.sql",
                        "INSERT INTO kit (id, note) VALUES (3, 'c')");
                FailingCommit commit = new FailingCommit(second, ending);
                Migrator migrator =
                        kit.migrator(commit.wrap(kit.connect()), scripts).build();
                if (ending == FailingCommit.Ending.COMMITTED) {
                    assertThat(migrator.migrate().completed()).hasSize(3);
                    assertThat(kit.events()).extracting(LedgerEvent::type).doesNotContain(EventType.FAILED);
                } else {
                    LedgerException error = ConformanceKit.fail(migrator);
                    assertThat(error.code())
                            .as("%s: %s", ending, Causes.shown(error))
                            .isEqualTo(ErrorCode.STATEMENT_FAILED);
                    assertThat(kit.events()).last().isInstanceOfSatisfying(LedgerEvent.Failed.class, failed -> {
                        assertThat(failed.header().done()).isZero();
                        assertThat(failed.header().unsettled()).isZero();
                        assertThat(failed.doubt()).isEmpty();
                    });
                    assertThat(kit.number("SELECT COUNT(*) FROM kit"))
                            .as("%s", ending)
                            .isZero();
                    assertThat(kit.ledger().verify().isIntact())
                            .as("%s", ending)
                            .isTrue();
                    assertThat(kit.migrate(scripts).completed()).hasSize(2);
                }
                assertThat(commit.hasFailed()).as("a COMMIT was reached").isTrue();
                assertThat(kit.number("SELECT COUNT(*) FROM kit"))
                        .as("%s", ending)
                        .isEqualTo(3);
                assertThat(kit.ledger().verify().isIntact()).as("%s", ending).isTrue();
            }
        }
    }

    @Test
    @Rule(
            id = "ML-4.11",
            says =
                    "A transaction of scripts that the database refuses because of another one MUST be run again as a whole, "
                            + "at its COMMIT too, and each statement takes effect once; where that goes on, it MUST end as FAILED with "
                            + "nothing done.",
            intent =
                    "Some databases let one of two transactions fail instead of waiting, and tell the client to try again.",
            check =
                    "isSerializationFailure knows the fixture's conflict(); rollback() after it, also where the database has "
                            + "rolled back already")
    default void conflictIsTriedAgain() throws Exception {
        String last = "INSERT INTO kit (id, note) SELECT COUNT(*) + 1, 'b' FROM kit";
        for (FailingCommit.Ending ending : List.of(FailingCommit.Ending.ROLLED_BACK, FailingCommit.Ending.LEFT_OPEN)) {
            try (ConformanceKit kit = kit()) {
                Map<String, String> scripts = scripts(
                        "0001_kit.sql",
                        kit.fixture().createTable("kit"),
                        "0002_rows.sql",
                        "INSERT INTO kit (id, note) VALUES (1, 'a');\n" + last + ";\n");
                kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")));
                FailingCommit twice =
                        new FailingCommit(last, ending, kit.fixture().conflict(), 2);
                assertThat(kit.migrator(twice.wrap(kit.connect()), scripts)
                                .build()
                                .migrate()
                                .completed())
                        .hasSize(1);
                assertThat(twice.failures()).as("COMMITs that failed").isEqualTo(2);
                assertThat(kit.events()).extracting(LedgerEvent::type).doesNotContain(EventType.FAILED);
                assertThat(kit.number("SELECT MAX(id) FROM kit")).isEqualTo(2);
                assertThat(kit.ledger().verify().isIntact()).as("%s", ending).isTrue();
            }
        }
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            FailingCommit always = new FailingCommit(
                    last, FailingCommit.Ending.LEFT_OPEN, kit.fixture().conflict(), 1_000);
            Map<String, String> scripts = scripts("0001_rows.sql", last);
            LedgerException error = ConformanceKit.fail(
                    kit.migrator(always.wrap(kit.connect()), scripts).build());
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(always.failures()).as("COMMITs that failed").isGreaterThan(1);
            assertThat(kit.events()).last().isInstanceOfSatisfying(LedgerEvent.Failed.class, failed -> {
                assertThat(failed.header().done()).isZero();
                assertThat(failed.doubt()).isEmpty();
            });
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
            assertThat(kit.migrate(scripts).completed()).hasSize(1);
        }
    }

    @Test
    @Rule(
            id = "ML-4.12",
            says =
                    "A ROLLBACK that fails MUST be sent again by the next rollback(), unless the database has ended the transaction.",
            intent =
                    "Else what the failed migration wrote stands in an open transaction, and takes effect with the next commit.",
            check = "rollback() forgets that a transaction was begun only after the ROLLBACK has gone well")
    default void failedRollbackIsSentAgain() throws Exception {
        try (ConformanceKit kit = kit()) {
            Map<String, String> scripts = failing(kit);
            FailingRollback rollback = new FailingRollback("INSERT INTO kit (id, note) VALUES (1, 'the key is taken')");
            LedgerException error = ConformanceKit.fail(
                    kit.migrator(rollback.wrap(kit.connect()), scripts).build());
            assertThat(rollback.hasFailed()).as("a ROLLBACK was reached").isTrue();
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
            assertThat(kit.events()).as("%s", error).last().isInstanceOfSatisfying(LedgerEvent.Failed.class, failed -> {
                assertThat(failed.header().done()).isZero();
                assertThat(failed.header().unsettled()).isZero();
                assertThat(failed.error().orElseThrow().statement()).isEqualTo(2);
                assertThat(failed.doubt()).isEmpty();
            });
            assertThat(kit.ledger().verify().isIntact()).isTrue();
        }
    }
}
