package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.migrationledger.Action;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.Resolution;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.conformance.fixture.ServerControl;
import io.migrationledger.conformance.report.ConformanceReport;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.conformance.run.UndecidedDialect;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.spi.Verdict;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Chapter 6: doubt. */
public interface DoubtRules extends Chapter {

    /** Returns a database and a driver that has a doubt in {@link #doubtful}; of its own accord, or because it is made to. */
    private ConformanceKit doubtingKit() throws Exception {
        if (fixture().undecidableStatement().isPresent()) {
            return kit();
        }
        for (String rule : List.of("ML-6.1", "ML-6.2")) {
            ConformanceReport.of(fixture())
                    .note(rule, "of a statement that the driver can decide: the kit answered in place of its probe");
        }
        return new ConformanceKit(fixture(), new UndecidedDialect(fixture().dialect()));
    }

    private String doubtful() throws Exception {
        Optional<String> undecidable = fixture().undecidableStatement();
        return (undecidable.isPresent() ? undecidable : selfCommittingStatement())
                .orElseThrow(() -> new NotApplicable("the fixture names no statement that commits by itself"));
    }

    /** Breaks a run off just before the statement in question reaches the database, and returns its scripts. */
    private Map<String, String> broken(ConformanceKit kit) throws Exception {
        String doubtful = doubtful();
        kit.execute(kit.fixture().createTable("kit"));
        Map<String, String> scripts = scripts(
                "0001_doubtful.sql",
                "-- ledger: transaction=none\nINSERT INTO kit (id, note) VALUES (1, 'a');\n" + doubtful
                        + ";\nINSERT INTO kit (id, note) VALUES (2, 'b');\n");
        CountedCalls[] counted = new CountedCalls[1];
        counted[0] = new CountedCalls((point, real) -> {
            boolean reached = point.moment() == CrashPoint.Moment.BEFORE
                    && counted[0].calls().get(point.call() - 1).equals(doubtful);
            if (reached) {
                Breaker.CLIENT.breakOff(real);
            }
            return !reached;
        });
        Migrator migrator =
                kit.migrator(counted[0].wrap(kit.database().connect()), scripts).build();
        assertThat(catchThrowable(migrator::migrate)).isInstanceOf(LedgerException.class);
        assertThat(counted[0].isBroken()).as("'%s' was reached", doubtful).isTrue();
        return scripts;
    }

    @Test
    @Rule(
            id = "ML-6.1",
            says = "A statement that nobody can decide about MUST be IN_DOUBT, with statement, line and both ways out; "
                    + "nothing runs until a person has answered.",
            intent = "The ledger never guesses.",
            check = "probe returns Undecided rather than a guess")
    default void doubtIsNamed() throws Exception {
        try (ConformanceKit kit = doubtingKit()) {
            Map<String, String> scripts = broken(kit);
            for (int run = 1; run <= 2; run++) {
                LedgerException error = kit.fail(scripts);
                assertThat(error.code()).as("run %s", run).isEqualTo(ErrorCode.IN_DOUBT);
                assertThat(error.what()).contains("0001_doubtful.sql:3").contains("statement 2");
                assertThat(error.advice().actions())
                        .contains(Action.RESOLVE_APPLIED.about("0001", 2), Action.RESOLVE_NOT_APPLIED.about("0001", 2));
            }
            assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(1);
            assertThat(kit.ledger()
                            .state()
                            .of(MigrationId.of("0001"))
                            .orElseThrow()
                            .status())
                    .isEqualTo(MigrationStatus.IN_DOUBT);
        }
    }

    @Test
    @Rule(
            id = "ML-6.2",
            says = "Once a doubt is answered, the next run MUST go on just after the last statement that is in effect.",
            intent = "The answer is an event, and the job is finished exactly once.",
            check = "nothing of the driver's but execute()")
    default void answeredDoubtGoesOn() throws Exception {
        for (boolean applied : new boolean[] {true, false}) {
            try (ConformanceKit kit = doubtingKit()) {
                Map<String, String> scripts = broken(kit);
                kit.fail(scripts);
                Migrator migrator = kit.migrator(kit.connect(), scripts).build();
                migrator.resolve(new Resolution(MigrationId.of("0001"), applied, OptionalInt.of(2), "looked"));
                int resumedAfter = migrator.migrate().completed().get(0).resumedAfter();
                assertThat(resumedAfter).isEqualTo(applied ? 2 : 1);
                assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(2);
            }
        }
    }

    @Test
    @Rule(
            id = "ML-6.3",
            says =
                    "A statement that did not run MUST NOT be taken for one that did, also once the database has been closed "
                            + "and opened again.",
            intent = "A fingerprint that changes by itself makes the next run leave a statement out.",
            check = "fingerprint leaves out what a restart changes (generated names, numbers); probe compares the "
                    + "statement's own objects")
    default void whatDidNotRunIsNotTakenForDone() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            List<SqlStatement> alone = new ArrayList<>();
            List<String> before = new ArrayList<>();
            try (DialectSession session = kit.lockedSession()) {
                List<String> texts =
                        new ArrayList<>(List.of("ALTER TABLE kit ADD COLUMN extra INTEGER", "DROP TABLE kit"));
                selfCommittingStatement().ifPresent(texts::add);
                for (String text : texts) {
                    SqlStatement statement = new SqlStatement(1, text, 1, 1, Optional.empty());
                    if (session.classify(statement).kind() == StatementKind.SELF_COMMITTING) {
                        alone.add(statement);
                        before.add(session.fingerprint(statement));
                    }
                }
            }
            if (alone.isEmpty()) {
                throw new NotApplicable("no statement that was tried commits by itself");
            }
            kit.disconnect();
            Optional<ServerControl> server = kit.fixture().server();
            if (server.isPresent()) {
                server.get().kill();
                server.get().restart();
            }
            try (DialectSession session = kit.lockedSession()) {
                for (int i = 0; i < alone.size(); i++) {
                    assertThat(session.probe(alone.get(i), before.get(i)))
                            .as(
                                    "what probe says of '%s'; its fingerprint was '%s' and is '%s'",
                                    alone.get(i).text(), before.get(i), session.fingerprint(alone.get(i)))
                            .isNotInstanceOf(Verdict.Happened.class);
                }
            }
        }
    }

    @Test
    @Rule(
            id = "ML-6.4",
            says =
                    "An error that the database raises before it executes a statement MUST NOT become a doubt; an error that "
                            + "can come later MUST NOT be taken for one of those.",
            intent = "A slip of the pen is no question for a person, and a half that was done is.",
            check = "nothingWasDone for syntax errors and unknown names; false for every error that it does not know")
    default void whatIsRefusedIsNotInDoubt() throws Exception {
        List<String> refused =
                new ArrayList<>(List.of("DROP INDEX", "ALTER", "CREATE TABLE", "CALL no_such_routine()"));
        selfCommittingStatement().ifPresent(text -> refused.add(text + " nonsense nonsense"));
        fixture().undecidableStatement().ifPresent(text -> refused.add(text + " nonsense nonsense"));
        for (String text : refused) {
            try (ConformanceKit kit = kit()) {
                kit.execute(kit.fixture().createTable("kit"));
                List<String> before = kit.dump();
                String head = "-- ledger: transaction=none\nINSERT INTO kit (id, note) VALUES (1, 'a');\n";
                LedgerException error = kit.fail(scripts("0001_refused.sql", head + text + ";\n"));
                assertThat(error.code()).as("'%s': %s", text, error).isEqualTo(ErrorCode.STATEMENT_FAILED);
                kit.migrate(scripts("0001_refused.sql", head + "DELETE FROM kit WHERE id = 1;\n"));
                assertThat(kit.dump()).as("'%s', mended", text).isEqualTo(before);
            }
        }
        laterErrorsAreNoRefusals();
    }

    private void laterErrorsAreNoRefusals() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            kit.execute("INSERT INTO kit (id, note) VALUES (1, 'a')");
            List<SQLException> later = List.of(
                    kit.refused("INSERT INTO kit (id, note) VALUES (1, 'taken')"),
                    new SQLException("the connection is gone", "08006"),
                    new SQLException("an error that nobody knows"));
            try (DialectSession session = kit.lockedSession()) {
                for (String text : List.of(doubtful(), fixture().halfwayStatement())) {
                    SqlStatement statement = new SqlStatement(1, text, 1, 1, Optional.empty());
                    for (SQLException error : later) {
                        assertThat(session.nothingWasDone(statement, error))
                                .as("nothingWasDone of '%s' after: %s", text, error)
                                .isFalse();
                    }
                }
            }
        }
    }
}
