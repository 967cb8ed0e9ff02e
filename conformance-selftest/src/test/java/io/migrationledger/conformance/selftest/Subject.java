package io.migrationledger.conformance.selftest;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.migrationledger.conformance.ConformanceFixture;
import io.migrationledger.conformance.DialectConformance;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The kit as a driver's author runs it. Found only by {@link #run}: its name does not end in Test. */
final class Subject extends DialectConformance {
    private static final AtomicReference<ConformanceFixture> FIXTURE = new AtomicReference<>();

    @Override
    public ConformanceFixture fixture() {
        return Objects.requireNonNull(FIXTURE.get());
    }

    /** Runs all rules. */
    static Events run(ConformanceFixture fixture) {
        return run(fixture, selectClass(Subject.class)).testEvents();
    }

    /** Runs one rule, by the name of its method. */
    static EngineExecutionResults run(ConformanceFixture fixture, String rule) {
        return run(fixture, selectMethod(Subject.class, rule));
    }

    private static EngineExecutionResults run(ConformanceFixture fixture, DiscoverySelector what) {
        FIXTURE.set(fixture);
        return EngineTestKit.engine("junit-jupiter").selectors(what).execute();
    }
}
