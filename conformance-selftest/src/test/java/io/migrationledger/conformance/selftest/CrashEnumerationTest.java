package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.CrashSubject;
import io.migrationledger.conformance.crash.FixtureSubject;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.SessionOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The enumeration itself: its limits, and what it says when it fails. */
class CrashEnumerationTest {

    /** Counts its databases; the dump of one of them is wrong. */
    private static final class Counting implements CrashSubject {
        private final FixtureSubject sound = new FixtureSubject(new BrokenAppends.Sound());
        private final AtomicInteger databases = new AtomicInteger();
        private final AtomicInteger dumps = new AtomicInteger();
        private final int wrongDump;

        Counting(int wrongDump) {
            this.wrongDump = wrongDump;
        }

        @Override
        public CrashDatabase newDatabase() throws Exception {
            databases.incrementAndGet();
            return sound.newDatabase();
        }

        @Override
        public MigrationSource migrations() {
            return sound.migrations();
        }

        @Override
        public Optional<Dialect> dialect() {
            return sound.dialect();
        }

        @Override
        public Class<?> childClass() {
            return sound.childClass();
        }

        @Override
        public List<String> dump(Connection connection) throws SQLException {
            List<String> dump = new ArrayList<>(sound.dump(connection));
            if (dumps.incrementAndGet() == wrongDump) {
                dump.add("wrong");
            }
            return dump;
        }
    }

    private static CrashEnumeration enumeration(CrashSubject subject, int workers) throws Exception {
        return new CrashEnumeration("sqlite", subject, Breaker.CLIENT, workers);
    }

    @Test
    void stopsAfterThePointAtWhichTheTimeIsUp() throws Exception {
        for (int workers : new int[] {1, 2}) {
            CrashEnumeration enumeration = enumeration(new Counting(0), workers).within(Optional.of(Duration.ZERO));
            CrashReport report = enumeration.everyPoint();
            assertThat(report.isComplete()).isFalse();
            assertThat(report.points()).isBetween(1, workers);
            assertThat(report.toString())
                    .contains(report.points() + " of " + 2 * enumeration.calls()
                            + " points, then the time was up (0 s): ");
        }
    }

    @Test
    void stopsKillingWhenTheTimeIsUp() throws Exception {
        CrashReport report = enumeration(new Counting(0), 1)
                .within(Optional.of(Duration.ZERO))
                .killedProcesses(20, 1);
        assertThat(report.points()).isOne();
        assertThat(report.toString()).contains("1 of ").contains("the time was up");
    }

    @Test
    void saysNothingOfTimeWhereItSufficed() throws Exception {
        CrashReport report = enumeration(new Counting(0), 1)
                .within(Optional.of(Duration.ofMinutes(5)))
                .sample(3, 1);
        assertThat(report.isComplete()).isTrue();
        assertThat(report.toString()).contains(", 3 points: ");
    }

    @Test
    void failsWhereNoPointWasTried() throws Exception {
        CrashEnumeration enumeration = enumeration(new Counting(0), 1);
        assertThatThrownBy(() -> enumeration.points(call -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("sqlite: no point was tried");
    }

    @Test
    void oneWorkerThatFailsStopsTheOthers() throws Exception {
        Counting subject = new Counting(2);
        CrashEnumeration enumeration = enumeration(subject, 2);
        assertThatThrownBy(enumeration::everyPoint).isInstanceOf(AssertionError.class);
        assertThat(subject.databases.get())
                .as("databases, of %s", 1 + 2 * enumeration.calls())
                .isLessThan(10);
    }

    @Test
    void aFailureNamesItsSeed() throws Exception {
        CrashEnumeration once = enumeration(new Counting(2), 1);
        assertThatThrownBy(() -> once.sample(3, 4711))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(", seed 4711");
        CrashEnumeration twice = enumeration(new Counting(2), 1).seedWords("-Dledger.conformance.seed=");
        assertThatThrownBy(() -> twice.sampleTwice(3, 4711))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(", then call ")
                .hasMessageContaining(", -Dledger.conformance.seed=4711");
    }

    /** A sound driver that counts what is asked of each session: how far a run came before it was broken off. */
    private static final class CountsCalls extends BrokenFixture {
        private final String name;
        private final List<AtomicInteger> sessions = new ArrayList<>();

        CountsCalls(String name) {
            this.name = name;
        }

        @Override
        public String reportName() {
            return name;
        }

        @Override
        protected DialectSession open(Dialect real, Connection connection, SessionOptions options) throws SQLException {
            sessions.add(new AtomicInteger());
            return super.open(real, connection, options);
        }

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            sessions.get(sessions.size() - 1).incrementAndGet();
            return call.proceed();
        }

        /** Returns the counts after a rule that breaks runs off. */
        List<Integer> broken() {
            Subject.run(this, "readingCreatesNothing"); // the first rule of a report also asks what the driver declines
            sessions.clear();
            assertThat(Subject.run(this, "recoversFromEveryPoint")
                            .testEvents()
                            .succeeded()
                            .count())
                    .isOne();
            return sessions.stream().map(AtomicInteger::get).toList();
        }
    }

    /** Several servers of one dialect together try more points. */
    @Test
    void oneSeedChoosesOtherPointsForEachFixture() {
        List<Integer> first = new CountsCalls("broken-first").broken();
        assertThat(new CountsCalls("broken-first").broken()).isEqualTo(first);
        assertThat(new CountsCalls("broken-second").broken()).isNotEqualTo(first);
    }

    @Test
    void anInterruptedEnumerationLeavesTheThreadInterrupted() throws Exception {
        CrashEnumeration enumeration = enumeration(new Counting(0), 2);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(enumeration::everyPoint).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            boolean cleared = Thread.interrupted();
            assertThat(cleared).isTrue();
        }
    }
}
