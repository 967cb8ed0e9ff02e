package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.FixtureSubject;
import io.migrationledger.conformance.report.Causes;
import io.migrationledger.conformance.report.ConformanceReport;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.conformance.run.Interleavings;
import io.migrationledger.conformance.run.LosingDialect;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Chapter 7: locks and concurrency. */
public interface LockRules extends Chapter {

    @Test
    @Rule(
            id = "ML-7.1",
            says =
                    "While one session holds the lock, another's tryLock MUST say who holds it, and MUST NOT wait for it.",
            intent = "A runner that waits tells its operator what it waits for.",
            check = "the lock's return value; the key is the same for both sessions; tryLock never waits",
            needs = Capability.SESSION_LOCK)
    default void lockIsExclusive() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession first = kit.session();
                DialectSession second = kit.session()) {
            assertThat(first.tryLock()).isEmpty();
            assertThat(first.holdsLock()).isTrue();
            long start = System.nanoTime();
            assertThat(second.tryLock())
                    .hasValueSatisfying(
                            holder -> assertThat(holder.description()).isNotBlank());
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("a guard against a try that waits, not a measure")
                    .isLessThan(Duration.ofSeconds(4));
            assertThat(second.holdsLock()).isFalse();
            first.unlock();
            assertThat(first.holdsLock()).isFalse();
            assertThat(second.tryLock()).isEmpty();
        }
    }

    @Test
    @Rule(
            id = "ML-7.2",
            says = "The lock MUST be free once the connection that held it is gone.",
            intent = "A killed runner must not need a person to unlock.",
            check = "a lock of the session, not a row in a table",
            needs = Capability.SESSION_LOCK)
    default void lockEndsWithItsConnection() throws Exception {
        try (ConformanceKit kit = kit()) {
            Connection connection = kit.connect();
            DialectSession session = kit.session(connection);
            assertThat(session.tryLock()).isEmpty();
            Breaker.CLIENT.breakOff(connection);
            session.close();
            assertThat(kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")))
                            .completed())
                    .hasSize(1);
        }
    }

    @Test
    @Rule(
            id = "ML-7.3",
            says = "Two databases on one server MUST have two locks.",
            intent = "One team's long migration must not stop another's.",
            check = "the key covers database, schema and table",
            needs = Capability.SESSION_LOCK)
    default void databasesLockApart() throws Exception {
        try (ConformanceKit one = kit();
                ConformanceKit other = kit();
                DialectSession first = one.session();
                DialectSession second = other.session()) {
            assertThat(first.tryLock()).isEmpty();
            assertThat(second.tryLock()).isEmpty();
        }
    }

    @Test
    @Rule(
            id = "ML-7.4",
            says = "A runner that does not get the lock in time MUST end with ML-1405 and change nothing.",
            intent = "A deployment that waits for ever is a deployment that failed without saying so.",
            check = "tryLock's answer while another session holds the lock",
            needs = Capability.SESSION_LOCK)
    default void waitingEnds() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession holder = kit.session()) {
            assertThat(holder.tryLock()).isEmpty();
            var migrator = kit.migrator(
                            kit.connect(), scripts("0001_kit.sql", kit.fixture().createTable("kit")))
                    .lockTimeout(Duration.ofMillis(200))
                    .build();
            LedgerException error = ConformanceKit.fail(migrator);
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.LOCK_TIMEOUT);
            assertThat(kit.tableExists("kit")).isFalse();
            assertThat(kit.events()).isEmpty();
        }
    }

    @Test
    @Rule(
            id = "ML-7.5",
            says =
                    "Processes that start at once on one empty database MUST apply each migration once, and all end well.",
            intent = "Every instance of an application migrates at start-up.",
            check = "the lock; that the head is read again once it is held; creating the table under the lock",
            needs = {Capability.CONCURRENT_PROCESSES, Capability.SESSION_LOCK})
    default void processesStartAtOnce() throws Exception {
        new CrashEnumeration(fixture().reportName(), new FixtureSubject(fixture()), Breaker.CLIENT)
                .startAtOnce(CrashBudget.processesAtOnce());
    }

    @Test
    @Rule(
            id = "ML-7.6",
            says =
                    "Two runners, stepped against each other call by call, MUST never take effect twice nor fork the ledger.",
            intent = "What the lock allows is one thing; what happens between two calls is another.",
            check = "the head is read again under the lock; the key on sequence")
    default void interleavedRunners() throws Exception {
        Map<String, String> outcomes = new Interleavings(fixture(), false)
                .run(CrashBudget.schedules(), CrashBudget.seed(), CrashBudget.schedule());
        ConformanceReport.of(fixture()).note("ML-7.6", outcomes.toString());
    }

    @Test
    @Rule(
            id = "ML-7.7",
            says =
                    "A runner whose lock is silently lost MUST stop, or be stopped by the key, before it takes effect twice.",
            intent = "Poolers, failovers and scripts lose locks and do not say so.",
            check = "holdsLock asks the database; the transaction ends with the event that carries the key")
    default void interleavedRunnersWithoutLock() throws Exception {
        Map<String, String> outcomes = new Interleavings(fixture(), true)
                .run(CrashBudget.schedules(), CrashBudget.seed(), CrashBudget.schedule());
        ConformanceReport.of(fixture()).note("ML-7.7", outcomes.toString());
    }

    @Test
    @Rule(
            id = "ML-7.8",
            says =
                    "A runner that finds its lock lost before a statement that commits by itself MUST stop with ML-1406: "
                            + "the statement does not run, nothing more is written, and the next run goes on from there.",
            intent = "No key stops a statement that commits by itself: the lock is asked for, just before.",
            check = "holdsLock asks the database, and says false once unlock was called",
            needs = Capability.SESSION_LOCK)
    default void lostLockIsFoundBeforeAStatementThatCommits() throws Exception {
        Optional<String> alone = selfCommittingStatement();
        if (alone.isEmpty()) {
            throw new NotApplicable("the fixture names no statement that commits by itself");
        }
        Map<String, String> scripts =
                scripts("0001_kit.sql", fixture().createTable("kit"), "0002_alone.sql", alone.get());
        LosingDialect losing = new LosingDialect(fixture().dialect(), alone.get());
        try (ConformanceKit kit = new ConformanceKit(fixture(), losing)) {
            LedgerException error = kit.fail(scripts);
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.LOCK_LOST);
            assertThat(losing.calls())
                    .as("what the driver was asked for once the lock was lost")
                    .doesNotContain("execute", "probe");
            assertThat(kit.events()).last().isInstanceOfAny(LedgerEvent.Started.class, LedgerEvent.Step.class);
            losing.keepTheLock();
            assertThat(kit.migrate(scripts).completed()).hasSize(1);
        }
    }
}
