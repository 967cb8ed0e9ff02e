package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.report.Causes;
import io.migrationledger.conformance.report.ConformanceReport;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.conformance.run.Interleavings;
import io.migrationledger.conformance.run.LeaseTable;
import io.migrationledger.conformance.run.LeasedDialect;
import io.migrationledger.conformance.run.LosingDialect;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.RunLock;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Chapter 7, further: leases, for drivers whose sessions return one. */
public interface LeaseRules extends Chapter {

    /** Returns the lease of a session. @throws NotApplicable where its driver has none */
    private static RunLock lease(DialectSession session) throws Exception {
        return session.lease()
                .orElseThrow(() -> new NotApplicable("the driver's sessions have no lease, only a lock of their own"));
    }

    private void needsLease() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.session()) {
            assertThat(lease(session)).isNotNull();
        }
    }

    private static void expire(ConformanceKit kit, DialectSession holder) throws Exception {
        try (Connection other = kit.database().connect()) {
            assertThat(LeaseTable.expire(other, holder.ledgerTable()))
                    .as("the lease's row")
                    .isTrue();
        }
    }

    @Test
    @Rule(
            id = "ML-7.9",
            says =
                    "While a lease lasts, another session's tryLock MUST say who holds it and until when, and MUST NOT take it. "
                            + "Once its time is over, and its owner is not at work, it MUST be taken, with a greater fence.",
            intent = "A killed runner must not need a person to unlock, and one that is slow must not be robbed.",
            check = "the condition of the UPDATE that takes it; that the fence counts up with it")
    default void leasesEndInTime() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession first = kit.session();
                DialectSession second = kit.session()) {
            assertThat(lease(first).tryLock()).isEmpty();
            assertThat(lease(first).holdsLock()).isTrue();
            long fence = lease(first).fence().orElseThrow();
            assertThat(lease(second).tryLock())
                    .hasValueSatisfying(
                            holder -> assertThat(holder.description()).contains(" until "));
            assertThat(lease(second).holdsLock()).isFalse();
            assertThat(lease(second).fence()).isEmpty();
            expire(kit, first);
            assertThat(lease(second).tryLock()).isEmpty();
            assertThat(lease(second).fence().orElseThrow()).isGreaterThan(fence);
            lease(second).unlock();
        }
    }

    @Test
    @Rule(
            id = "ML-7.10",
            says = "A lease that was taken over MUST NOT be renewed, nor given up, by the session that had it.",
            intent = "Whoever was asleep for too long must not disturb who works now.",
            check = "renewal and release name session and fence, and holdsLock asks the database")
    default void aLostLeaseIsNobodyElses() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession first = kit.session();
                DialectSession second = kit.session();
                DialectSession third = kit.session()) {
            assertThat(lease(first).tryLock()).isEmpty();
            expire(kit, first);
            assertThat(lease(second).tryLock()).isEmpty();
            lease(first).unlock();
            assertThat(lease(second).holdsLock()).isTrue();
            assertThat(lease(third).tryLock()).isPresent();
            expire(kit, second);
            assertThat(lease(third).tryLock()).isEmpty();
            assertThat(lease(second).holdsLock()).isFalse();
            assertThat(lease(third).holdsLock()).isTrue();
            lease(third).unlock();
        }
    }

    @Test
    @Rule(
            id = "ML-7.11",
            says = "A lease's time MUST be told by the database's clock: no time of a client is sent for it.",
            intent = "A client's clock may be wrong by hours; it must neither rob another nor keep everybody waiting.",
            check = "the expression for now is one of the database")
    default void clientsClocksCountForNothing() throws Exception {
        try (ConformanceKit kit = kit();
                Connection connection = kit.database().connect()) {
            CountedCalls counted = CountedCalls.counting();
            DialectSession session = kit.session(counted.wrap(connection));
            long before = System.currentTimeMillis();
            assertThat(lease(session).tryLock()).isEmpty();
            assertThat(lease(session).holdsLock()).isTrue();
            lease(session).unlock();
            assertThat(counted.calls()).isNotEmpty();
            counted.calls().forEach(text -> holdsNoTime(text, before));
            counted.values().forEach(value -> holdsNoTime(shown(value), before));
        }
    }

    private static String shown(Object value) {
        if (value instanceof Date date) {
            return Long.toString(date.getTime());
        }
        return value instanceof Instant instant ? Long.toString(instant.toEpochMilli()) : value.toString();
    }

    private static void holdsNoTime(String text, long before) {
        Pattern.compile("(?<![0-9a-f-])\\d{10,13}(?![0-9a-f-])")
                .matcher(text)
                .results()
                .map(found -> Long.parseLong(found.group()))
                .map(number -> number < 100_000_000_000L ? number * 1_000 : number)
                .forEach(number -> assertThat(Math.abs(number - before))
                        .as("a time of the client in: %s", text)
                        .isGreaterThan(Duration.ofDays(2).toMillis()));
    }

    @Test
    @Rule(
            id = "ML-7.12",
            says =
                    "Two runners under leases, stepped against each other call by call, of which the first one's lease ends "
                            + "behind its back, MUST never take effect twice nor fork the ledger.",
            intent = "Who wakes up behind the end of its lease meets the fence: the next event's number is taken.",
            check =
                    "the transaction ends with the event that carries the key; holdsLock before a statement that commits")
    default void interleavedLeases() throws Exception {
        needsLease();
        Map<String, String> outcomes = Interleavings.ofLeases(fixture())
                .run(CrashBudget.schedules(), CrashBudget.seed(), CrashBudget.schedule());
        ConformanceReport.of(fixture()).note("ML-7.12", outcomes.toString());
    }

    @Test
    @Rule(
            id = "ML-7.13",
            says =
                    "A runner that finds its lease gone before a statement that commits by itself MUST stop with ML-1406; the "
                            + "attempt that began under it names its fence, and the next run goes on from there under a greater one.",
            intent = "No key stops a statement that commits by itself: the lease is renewed, just before.",
            check = "holdsLock renews, and says false where that changed no row")
    default void aLostLeaseIsFoundBeforeAStatementThatCommits() throws Exception {
        needsLease();
        Optional<String> alone = selfCommittingStatement();
        if (alone.isEmpty()) {
            throw new NotApplicable("the fixture names no statement that commits by itself");
        }
        Map<String, String> scripts =
                scripts("0001_kit.sql", fixture().createTable("kit"), "0002_alone.sql", alone.get());
        LosingDialect losing = new LosingDialect(new LeasedDialect(fixture().dialect()), alone.get());
        try (ConformanceKit kit = new ConformanceKit(fixture(), losing)) {
            LedgerException error = kit.fail(scripts);
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.LOCK_LOST);
            assertThat(losing.calls()).doesNotContain("execute", "probe");
            losing.keepTheLock();
            assertThat(kit.migrate(scripts).completed()).hasSize(1);
            List<Long> fences = kit.events().stream()
                    .filter(event -> event.type() == EventType.STARTED)
                    .map(LeaseRules::fence)
                    .toList();
            assertThat(fences).hasSizeGreaterThan(1).isSorted();
            assertThat(fences.get(fences.size() - 1)).isGreaterThan(fences.get(0));
        }
    }

    @Test
    @Rule(
            id = "ML-7.14",
            says = "A lease's table that is there without its row MUST be taken as if neither were there.",
            intent =
                    "On most databases the table and its row are two transactions: a runner that is cut off between them must "
                            + "not keep all others waiting for nobody.",
            check = "where the table is there without its row, the row is made")
    default void aLeaseWithoutItsRowIsTaken() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession first = kit.session();
                DialectSession second = kit.session();
                Connection other = kit.database().connect()) {
            assertThat(lease(first).tryLock()).isEmpty();
            lease(first).unlock();
            assertThat(LeaseTable.empty(other, first.ledgerTable()))
                    .as("the lease's row")
                    .isTrue();
            assertThat(lease(second).tryLock()).isEmpty();
            assertThat(lease(second).holdsLock()).isTrue();
            assertThat(lease(first).tryLock()).isPresent();
            lease(second).unlock();
        }
    }

    private static long fence(LedgerEvent event) {
        var found = Pattern.compile("\"fence\":(\\d+)").matcher(event.header().detail());
        assertThat(found.find()).as("a fence in %s", event.header().detail()).isTrue();
        return Long.parseLong(found.group(1));
    }
}
