package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.migrationledger.conformance.ConformanceFixture;
import io.migrationledger.conformance.DialectConformance;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Each broken driver fails on the rules that it breaks, and on no other. */
class BrokenDriversTest {
    private static final AtomicReference<ConformanceFixture> SUBJECT = new AtomicReference<>(new BrokenDrivers.Sound());

    /** Found by the test below only: its name does not end in Test. */
    static final class Subject extends DialectConformance {
        @Override
        public ConformanceFixture fixture() {
            return Objects.requireNonNull(SUBJECT.get());
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                broken(new BrokenDrivers.Sound()),
                broken(new BrokenDrivers.IgnoresTheLock(), "ML-7.1", "ML-7.4", "ML-7.5"),
                broken(new BrokenDrivers.LocksAllDatabases(), "ML-7.3"),
                broken(new BrokenDrivers.ReusesASequence(), "ML-1.2", "ML-1.7", "ML-7.7", "ML-11.4"),
                broken(new BrokenDrivers.ForgetsTheTriggers(), "ML-1.3"),
                broken(
                        new BrokenDrivers.BeginsNoTransaction(),
                        "ML-1.7",
                        "ML-3.1",
                        "ML-3.2",
                        "ML-3.7",
                        "ML-4.2",
                        "ML-4.3",
                        "ML-4.4",
                        "ML-5.1",
                        "ML-5.2",
                        "ML-7.7"),
                broken(new BrokenDrivers.SwallowsAFailedCommit(), "ML-5.1", "ML-5.2"),
                broken(new BrokenDrivers.ForgetsTheIntent(), "ML-3.4", "ML-6.1", "ML-6.2"),
                broken(new BrokenDrivers.GuessesThatItHappened(), "ML-6.1", "ML-6.2"),
                broken(new BrokenDrivers.LiesAboutTransactionalDdl(), "ML-11.1"),
                broken(new BrokenDrivers.DeclinesWithoutAWord(), "ML-11.2"),
                broken(new BrokenDrivers.IgnoresTheSchema(), "ML-11.3"),
                broken(new BrokenDrivers.MissesADuplicateKey(), "ML-1.2", "ML-1.7", "ML-11.4"),
                broken(new BrokenDrivers.TakesAnyErrorForAMissingTable(), "ML-12.1"),
                broken(new BrokenDrivers.SplitsByOtherRules(), "ML-8.2"),
                broken(new BrokenDrivers.AllowsCommit(), "ML-3.6"),
                broken(new BrokenDrivers.IsAlwaysInATransaction(), "ML-3.7"),
                broken(new BrokenDrivers.AsksWhenOpened(), "ML-2.3"),
                broken(new BrokenDrivers.LeavesAutoCommitOff(), "ML-2.3", "ML-3.8"));
    }

    private static Arguments broken(ConformanceFixture fixture, String... rules) {
        return Arguments.of(fixture.reportName(), fixture, List.of(rules));
    }

    @ParameterizedTest(name = "{0} fails on {2}")
    @MethodSource("faults")
    void failsOnTheRulesItBreaks(String name, ConformanceFixture fixture, List<String> rules) {
        SUBJECT.set(fixture);
        TreeSet<String> failed = new TreeSet<>();
        List<Event> failures = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Subject.class))
                .execute()
                .testEvents()
                .failed()
                .list();
        for (Event failure : failures) {
            String display = failure.getTestDescriptor().getDisplayName();
            String id = display.substring(0, display.indexOf(' '));
            failed.add(id);
            Throwable thrown = failure.getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .orElseThrow();
            assertThat(thrown).hasMessageStartingWith(id + ": ").hasMessageContaining("\nCheck: ");
        }
        assertThat(failed).as(name).containsExactlyInAnyOrderElementsOf(rules);
    }

    @Test
    void atLeastADozenFaultsAreTried() {
        assertThat(faults()).hasSizeGreaterThan(12);
    }
}
