package io.migrationledger.conformance.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.FixtureSubject;
import io.migrationledger.conformance.report.ConformanceReport;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.conformance.report.Rule;
import org.junit.jupiter.api.Test;

/** Chapter 5: crash and resume. */
public interface CrashRules extends Chapter {

    private CrashEnumeration enumeration() throws Exception {
        return enumeration(fixture().reportName(), Breaker.CLIENT);
    }

    private CrashEnumeration enumeration(String name, Breaker breaker) throws Exception {
        return new CrashEnumeration(name, new FixtureSubject(fixture()), breaker)
                .within(CrashBudget.time())
                .lockTimeout(CrashBudget.lockTimeout())
                .seedWords(CrashBudget.SEED_PROPERTY);
    }

    private void report(String rule, CrashReport report) {
        ConformanceReport.of(fixture()).crash(report);
        if (!report.isComplete()) {
            ConformanceReport.of(fixture()).note(rule, report.toString());
        }
        assertThat(report.doubts()).as("every statement here can be decided").isEmpty();
    }

    @Test
    @Rule(
            id = "ML-5.1",
            says =
                    "A connection that breaks off before or after any call MUST leave what a second run completes: every "
                            + "statement once, nobody asked.",
            intent = "This is the promise.",
            check = "intent before effect; effect and mark in one transaction; probe's answers")
    default void recoversFromEveryPoint() throws Exception {
        report("ML-5.1", enumeration().sample(CrashBudget.points(), CrashBudget.seed()));
    }

    @Test
    @Rule(
            id = "ML-5.2",
            says =
                    "A run that breaks off while it settles and resumes an earlier break MUST leave what a third completes.",
            intent = "Crashes come in rows.",
            check = "settling writes its events in one commit with what follows; probe may be called twice")
    default void recoversFromTwoCrashes() throws Exception {
        report("ML-5.2", enumeration().sampleTwice(CrashBudget.points() / 2, CrashBudget.seed()));
    }

    @Test
    @Rule(
            id = "ML-5.3",
            says = "A process killed with SIGKILL at any call MUST leave what a run in another process completes.",
            intent = "The lock and the transaction must end with the process, and nothing may be kept in its memory.",
            check = "the lock is the session's; no state beside the ledger")
    default void recoversFromAKilledProcess() throws Exception {
        report("ML-5.3", enumeration().killedProcesses(CrashBudget.processes(), CrashBudget.seed()));
    }

    @Test
    @Rule(
            id = "ML-5.4",
            says = "A server that is killed while a migration runs MUST, once restarted, let the next run complete it.",
            intent = "What the database promises to keep is all that the ledger relies on.",
            check = "durability settings of the server; errors that mean a lost connection")
    default void recoversFromAKilledServer() throws Exception {
        var server = fixture().server();
        if (server.isEmpty()) {
            throw new NotApplicable("this fixture has no server that can be killed");
        }
        Breaker breaker = real -> {
            server.get().kill();
            real.abort(Runnable::run);
            server.get().restart();
        };
        CrashEnumeration enumeration = enumeration(fixture().reportName() + ", server killed", breaker);
        report("ML-5.4", enumeration.sample(CrashBudget.servers(), CrashBudget.seed()));
    }
}
