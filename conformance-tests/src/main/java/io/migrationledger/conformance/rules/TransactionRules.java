package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.Resolution;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.report.Causes;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.CommittingMigration;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Intent;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Strategy;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Chapter 3: transactions and strategies. */
public interface TransactionRules extends Chapter {

    private static SqlStatement statement(String sql) {
        return new SqlStatement(1, sql, 1, 1, Optional.empty());
    }

    @Test
    @Rule(
            id = "ML-3.1",
            says =
                    "A driver that does not decline TRANSACTIONAL_DDL MUST classify DDL as transactional, and a rollback "
                            + "MUST take the table away again.",
            intent = "All else is built on what the driver says of each statement.",
            check = "classify for CREATE TABLE; begin() really begins; the database does not commit DDL by itself",
            needs = Capability.TRANSACTIONAL_DDL)
    default void ddlRollsBack() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.lockedSession()) {
            SqlStatement create = statement(kit.fixture().createTable("kit"));
            assertThat(session.classify(create).kind()).isEqualTo(StatementKind.TRANSACTIONAL);
            session.begin();
            session.execute(create);
            assertThat(session.inTransaction()).isTrue();
            session.rollback();
            assertThat(kit.tableExists("kit")).isFalse();
        }
    }

    @Test
    @Rule(
            id = "ML-3.2",
            says = "INSERT, UPDATE and DELETE MUST be classified as transactional, and a rollback MUST undo them.",
            intent = "Data must never change without its mark.",
            check = "classify for DML; begin() really begins; the table's engine knows transactions")
    default void dmlRollsBack() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.lockedSession()) {
            kit.execute(kit.fixture().createTable("kit"));
            for (String sql : List.of(
                    "INSERT INTO kit (id, note) VALUES (1, 'a')",
                    "UPDATE kit SET note = 'b' WHERE id = 1",
                    "DELETE FROM kit WHERE id = 1")) {
                assertThat(session.classify(statement(sql)).kind()).as(sql).isEqualTo(StatementKind.TRANSACTIONAL);
            }
            kit.execute("INSERT INTO kit (id, note) VALUES (1, 'a')");
            kit.execute("INSERT INTO kit (id, note) VALUES (2, 'b')");
            session.begin();
            session.execute(statement("INSERT INTO kit (id, note) VALUES (3, 'c')"));
            session.execute(statement("UPDATE kit SET note = 'changed' WHERE id = 1"));
            session.execute(statement("DELETE FROM kit WHERE id = 2"));
            session.rollback();
            session.rollback(); // does nothing where no transaction is open
            assertThat(kit.number("SELECT COUNT(*) FROM kit WHERE (id = 1 AND note = 'a') OR id = 2"))
                    .isEqualTo(2);
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(2);
        }
    }

    @Test
    @Rule(
            id = "ML-3.3",
            says =
                    "A transactional migration MUST take effect together with its APPLIED event, in one commit that also "
                            + "begins the next migration.",
            intent = "There is no instant at which a migration is in effect and not recorded.",
            check = "nothing in execute() commits; beforeMigration and afterMigration do not commit either",
            needs = Capability.TRANSACTIONAL_DDL)
    default void oneCommitForEachMigration() throws Exception {
        try (ConformanceKit kit = kit()) {
            Map<String, String> scripts = scripts(
                    "0001_kit.sql", kit.fixture().createTable("kit"),
                    "0002_row.sql", "INSERT INTO kit (id, note) VALUES (1, 'a')",
                    "0003_row.sql", "INSERT INTO kit (id, note) VALUES (2, 'b')");
            List<Integer> seen = new ArrayList<>();
            CountedCalls counted = new CountedCalls((point, real) -> {
                int effects = effects(kit);
                assertThat(applied(kit))
                        .as("migrations recorded as applied, %s, as another connection sees it", point)
                        .isEqualTo(effects);
                seen.add(effects);
                return true;
            });
            kit.migrator(counted.wrap(kit.connect()), scripts).build().migrate();
            assertThat(seen).as("migrations in effect, from call to call").contains(0, 1, 2, 3);
            List<String> calls = counted.calls();
            assertThat(calls.stream()
                            .filter(call -> call.equalsIgnoreCase("commit"))
                            .count())
                    .as("commits for 3 migrations: %s", calls)
                    .isLessThanOrEqualTo(3 + 2);
            assertThat(kit.events()).extracting(LedgerEvent::type).doesNotContain(EventType.STEP);
        }
    }

    private static int effects(ConformanceKit kit) throws SQLException {
        return kit.tableExists("kit") ? 1 + (int) kit.number("SELECT COUNT(*) FROM kit") : 0;
    }

    private static int applied(ConformanceKit kit) throws SQLException {
        return (int) kit.events().stream()
                .filter(event -> event.type() == EventType.APPLIED)
                .count();
    }

    @Test
    @Rule(
            id = "ML-3.4",
            says = "A statement that commits by itself MUST have its intent committed before it runs.",
            intent = "After a crash the ledger must be able to say which statement is in question.",
            check = "classify for the statement; the intent is written on the same connection and is committed")
    default void intentBeforeEffect() throws Exception {
        try (ConformanceKit kit = kit()) {
            Optional<String> statement = selfCommittingStatement();
            if (statement.isEmpty()) {
                throw new NotApplicable("the fixture names no statement that commits by itself");
            }
            kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")));
            String alone = statement.get();
            List<Integer> intents = new ArrayList<>();
            MigrationListener watch = new MigrationListener() {
                @Override
                public void statementStarted(Migration migration, int number, int line, String text) {
                    if (text.equals(alone)) {
                        intents.add(openIntent(kit));
                    }
                }
            };
            kit.migrator(
                            kit.connect(),
                            scripts("0001_kit.sql", kit.fixture().createTable("kit"), "0002_alone.sql", alone))
                    .listener(watch)
                    .build()
                    .migrate();
            assertThat(intents)
                    .as("the statement in the committed intent, as another connection sees it before '%s' runs", alone)
                    .containsExactly(1);
        }
    }

    private static int openIntent(ConformanceKit kit) {
        try {
            return kit.ledger().state().of(MigrationId.of("0002")).stream()
                    .flatMap(state -> state.attempt().stream())
                    .flatMap(attempt -> attempt.intent().stream())
                    .mapToInt(Intent::statement)
                    .findFirst()
                    .orElse(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Rule(
            id = "ML-3.5",
            says = "transaction=none MUST give each statement its own mark, together with its effect.",
            intent = "Some migrations cannot be one transaction; none of their statements may run twice all the same.",
            check = "begin and commit around each statement; the mark is in the same transaction")
    default void eachStatementHasItsOwnMark() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            LedgerException error = kit.fail(scripts("0001_rows.sql", """
                    -- ledger: transaction=none
                    INSERT INTO kit (id, note) VALUES (1, 'a');
                    INSERT INTO kit (id, note) VALUES (2, 'b');
                    INSERT INTO kit (id, note) VALUES (1, 'a third that fails');
                    """));
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(2);
            List<LedgerEvent> events = kit.events();
            assertThat(events.get(0))
                    .isInstanceOfSatisfying(
                            LedgerEvent.Started.class,
                            started -> assertThat(started.strategy()).isEqualTo(Strategy.STEPWISE));
            assertThat(events.get(events.size() - 1).header().done()).isEqualTo(2);
        }
    }

    @Test
    @Rule(
            id = "ML-3.6",
            says =
                    "ROLLBACK in a script, and COMMIT without a BEGIN before it, MUST be refused before anything runs, with file and line.",
            intent = "A script that ends the transaction separates effect and mark.",
            check = "classify returns REFUSED for transaction control")
    default void transactionControlIsRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            for (String control : List.of("COMMIT", "ROLLBACK", "commit", "RollBack", "COMMIT /* x */")) {
                LedgerException error =
                        kit.fail(scripts("0001_bad.sql", kit.fixture().createTable("kit") + ";\n" + control + ";\n"));
                assertThat(error.code()).as(control).isEqualTo(ErrorCode.REFUSED_STATEMENT);
                assertThat(error.what()).contains("0001_bad.sql:2").containsIgnoringCase(control.split(" ")[0]);
            }
            assertThat(kit.tableExists("kit")).isFalse();
            assertThat(kit.events()).isEmpty();
        }
    }

    @Test
    @Rule(
            id = "ML-3.7",
            says = "inTransaction MUST say true between begin and commit, and false before and after.",
            intent = "A transaction that a statement ended is noticed before its mark is written.",
            check = "inTransaction asks the server or the protocol's flag where statements can end a transaction; a "
                    + "transactionId() that is empty until the first change")
    default void inTransactionIsTrue() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.lockedSession()) {
            kit.execute(kit.fixture().createTable("kit"));
            assertThat(session.inTransaction()).as("before begin").isFalse();
            session.begin();
            session.execute(statement("INSERT INTO kit (id, note) VALUES (1, 'a')"));
            assertThat(session.inTransaction()).as("after begin and an INSERT").isTrue();
            session.commit();
            assertThat(session.inTransaction()).as("after commit").isFalse();
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(1);
            session.begin();
            session.execute(statement("INSERT INTO kit (id, note) VALUES (2, 'b')"));
            session.rollback();
            assertThat(session.inTransaction()).as("after rollback").isFalse();
        }
    }

    @Test
    @Rule(
            id = "ML-3.8",
            says = "Settings that a migration changes in its session MUST NOT reach the connection's next user.",
            intent = "A pool hands the connection on.",
            check = "close() restores auto-commit and whatever beforeMigration changed")
    default void connectionIsGivenBackAsItWas() throws Exception {
        try (ConformanceKit kit = kit()) {
            Connection connection = kit.connect();
            List<String> before = kit.fixture().settings(connection);
            kit.migrator(
                            connection,
                            scripts(
                                    "0001_kit.sql",
                                    "-- ledger: lock-timeout=7s statement-timeout=1h\n"
                                            + kit.fixture().createTable("kit")))
                    .build()
                    .migrate();
            assertThat(kit.fixture().settings(connection)).isEqualTo(before);
            ConformanceKit.fail(kit.migrator(
                            connection,
                            scripts(
                                    "0001_kit.sql",
                                    "-- ledger: lock-timeout=7s statement-timeout=1h\n"
                                            + kit.fixture().createTable("kit"),
                                    "0002_bad.sql",
                                    "-- ledger: lock-timeout=8s\nINSERT INTO no_such_table (id) VALUES (1)"))
                    .build());
            assertThat(kit.fixture().settings(connection))
                    .as("after a run that failed")
                    .isEqualTo(before);
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO kit (id, note) VALUES (1, 'a')");
            } catch (SQLException e) {
                throw new AssertionError("the connection cannot be used after the run", e);
            }
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(1);
        }
    }

    @Test
    @Rule(
            id = "ML-3.9",
            says =
                    "Code that commits by itself MUST be noticed: it is marked as done where DDL is not transactional, and "
                            + "IN_DOUBT elsewhere and where it fails afterwards. What follows runs as ever.",
            intent = "What a migration commits is apart from its mark; the ledger must not take it for undone.",
            check =
                    "inTransaction after beforeCode, also where another transaction has begun since; commit and rollback "
                            + "end the driver's transaction also where a statement has ended the database's")
    default void codeThatCommitsIsNoticed() throws Exception {
        String next = fixture().createTable("next") + ";\nINSERT INTO next (id, note) VALUES (1, 'a');\n";
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            Migrator migrator = committing(kit, kit.connect(), new CommittingMigration(false), next);
            if (kit.declines(Capability.TRANSACTIONAL_DDL)) {
                assertThat(migrator.migrate().completed()).hasSize(2);
                assertThat(kit.events()).extracting(LedgerEvent::type).doesNotContain(EventType.FAILED);
                assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(2);
                assertThat(kit.number("SELECT COUNT(*) FROM next")).isEqualTo(1);
            } else {
                inDoubt(kit, migrator);
            }
        }
        try (ConformanceKit kit = kit()) {
            if (kit.declines(Capability.SAVEPOINTS) && !kit.declines(Capability.TRANSACTIONAL_DDL)) {
                return; // neither a fence nor a savepoint can tell what became of a transaction that an error has
                // aborted
            }
            kit.execute(kit.fixture().createTable("kit"));
            inDoubt(kit, committing(kit, kit.connect(), new CommittingMigration(true), next));
            Migrator again = committing(kit, kit.connect(), new CommittingMigration(false), next);
            again.resolve(new Resolution(MigrationId.of("0001"), true, OptionalInt.of(1), "looked"));
            assertThat(again.migrate().completed()).hasSize(2);
            assertThat(kit.number("SELECT COUNT(*) FROM next")).isEqualTo(1);
        }
        try (ConformanceKit kit = kit()) { // what code says of a conflict does not run it again
            kit.execute(kit.fixture().createTable("kit"));
            Optional<SQLException> conflict = Optional.of(kit.fixture().conflict());
            inDoubt(kit, committing(kit, kit.connect(), new CommittingMigration(false, conflict), next));
        }
    }

    @Test
    @Rule(
            id = "ML-3.10",
            says =
                    "A query whose answer decides MUST be asked as a statement of the script is sent: in the open transaction "
                            + "and within the limits. Where it fails, the transaction MUST go on as it was, unless SAVEPOINTS is "
                            + "declined.",
            intent = "A precondition is a part of its migration: it sees what the migration sees, and ends nothing.",
            check =
                    "ask() sends what execute() would; Question.behindSavepoint around it, after what the driver sends itself")
    default void aQueryIsAskedAsAStatementIsSent() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.lockedSession()) {
            kit.execute(kit.fixture().createTable("kit"));
            Duration limit = Duration.ofSeconds(1);
            session.beforeMigration(new MigrationScope(List.of(), true, Optional.empty(), Optional.of(limit)));
            session.begin();
            session.execute(statement("INSERT INTO kit (id, note) VALUES (1, 'a')"));
            session.execute(statement("INSERT INTO kit (id, note) VALUES (2, 'b')"));
            SqlStatement notes = statement("SELECT NULLIF(note, 'b') FROM kit ORDER BY id");
            assertThat(session.ask(notes, 5))
                    .as("what the open transaction wrote, and NULL")
                    .containsExactly(Optional.of("a"), Optional.empty());
            assertThat(session.ask(notes, 1)).as("no more rows than asked for").containsExactly(Optional.of("a"));
            Optional<String> slow = kit.fixture().slowStatement();
            if (slow.isPresent()) {
                endsInTime(session, statement(slow.get()));
            }
            if (!session.declined().contains(Capability.SAVEPOINTS)) {
                assertThatThrownBy(() -> session.ask(statement("SELECT id FROM no_such_table"), 2))
                        .isInstanceOf(SQLException.class);
                assertThat(session.ask(statement("SELECT COUNT(*) FROM kit"), 2))
                        .as("the transaction goes on after an error")
                        .containsExactly(Optional.of("2"));
            }
            session.rollback();
            session.afterMigration();
            assertThat(kit.number("SELECT COUNT(*) FROM kit"))
                    .as("what was written in the transaction before the queries, after its rollback")
                    .isZero();
        }
    }

    /** Asks on a thread of its own, so that a driver without limits does not hang the whole kit. */
    private static void endsInTime(DialectSession session, SqlStatement slow) throws Exception {
        CompletableFuture<List<Optional<String>>> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try {
                answer.complete(session.ask(slow, 2));
            } catch (SQLException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        asking.start();
        long guard = 60;
        try {
            List<Optional<String>> answered = answer.get(guard, TimeUnit.SECONDS);
            throw new AssertionError("the query ran longer than its limit of 1 s and answered " + answered);
        } catch (TimeoutException e) {
            session.connection().abort(Runnable::run);
            throw new AssertionError("the query still ran after " + guard + " s with a limit of 1 s", e);
        } catch (ExecutionException ended) {
            assertThat(ended).hasCauseInstanceOf(SQLException.class);
        } finally {
            asking.join(TimeUnit.SECONDS.toMillis(guard));
        }
    }

    private static Migrator committing(
            ConformanceKit kit, Connection connection, CommittingMigration code, String next) {
        return Migrator.of(connection)
                .dialect(kit.fixture().dialect())
                .source(Migrations.java(code))
                .source(Migrations.scripts("main", scripts("0002_next.sql", next)))
                .onExisting(OnExisting.RUN)
                .build();
    }

    private static void inDoubt(ConformanceKit kit, Migrator migrator) throws SQLException {
        LedgerException error = ConformanceKit.fail(migrator);
        assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.IN_DOUBT);
        assertThat(kit.number("SELECT COUNT(*) FROM kit WHERE id = 1"))
                .as("what was committed before")
                .isEqualTo(1);
        assertThat(kit.ledger().verify().isIntact()).isTrue();
        assertThat(kit.events()).last().extracting(LedgerEvent::type).isEqualTo(EventType.FAILED);
    }
}
