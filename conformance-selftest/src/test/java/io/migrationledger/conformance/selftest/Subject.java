package io.migrationledger.conformance.selftest;

import static java.util.stream.Collectors.toMap;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.migrationledger.conformance.DialectConformance;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.report.Rule;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The kit as a driver's author runs it. Found only by {@link #run}: its name does not end in Test. */
final class Subject extends DialectConformance {
    private static final AtomicReference<ConformanceFixture> FIXTURE = new AtomicReference<>();

    /** The names of the rules' methods by the rules' numbers. */
    private static final Map<String, String> METHODS = Arrays.stream(DialectConformance.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Rule.class))
            .collect(toMap(method -> method.getAnnotation(Rule.class).id(), Method::getName));

    @Override
    public ConformanceFixture fixture() {
        return Objects.requireNonNull(FIXTURE.get());
    }

    /** Runs all rules. */
    static Events run(ConformanceFixture fixture) {
        return run(fixture, selectClass(Subject.class)).testEvents();
    }

    /** Runs some rules, by their numbers. */
    static Events run(ConformanceFixture fixture, Collection<String> rules) {
        DiscoverySelector[] methods = rules.stream()
                .map(rule -> selectMethod(Subject.class, Objects.requireNonNull(METHODS.get(rule), rule)))
                .toArray(DiscoverySelector[]::new);
        return run(fixture, methods).testEvents();
    }

    /** Runs one rule, by the name of its method. */
    static EngineExecutionResults run(ConformanceFixture fixture, String rule) {
        return run(fixture, selectMethod(Subject.class, rule));
    }

    private static EngineExecutionResults run(ConformanceFixture fixture, DiscoverySelector... what) {
        FIXTURE.set(fixture);
        return EngineTestKit.engine("junit-jupiter").selectors(what).execute();
    }
}
