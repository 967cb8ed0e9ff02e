package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.Event;

/** Each broken driver fails on the rules that it breaks, with their words, and on no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokenDrivers {
    private final List<Fault> faults;

    BrokenDrivers(List<Fault> faults) {
        this.faults = faults;
    }

    List<Fault> faults() {
        return faults;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isFoundOutByTheRulesThatItBreaks(Fault fault) {
        TreeSet<String> failed = new TreeSet<>();
        List<Event> failures = Subject.run(fault.driver()).failed().list();
        for (Event failure : failures) {
            String display = failure.getTestDescriptor().getDisplayName();
            String id = display.substring(0, display.indexOf(' '));
            failed.add(id);
            Throwable thrown = failure.getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .orElseThrow();
            assertThat(thrown)
                    .hasMessageStartingWith(id + ": ")
                    .hasMessageContaining("docs/SPEC.md#")
                    .hasMessageContaining("\nCheck: ");
        }
        assertThat(failed).as(fault.toString()).containsExactlyInAnyOrderElementsOf(fault.rules());
    }
}
