package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.CrashBudget;
import io.migrationledger.conformance.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.Event;

/**
 * Each broken driver fails on the rules that it breaks, with their words, and on no other. Of the others it runs a few that
 * the seed chooses; with {@code -Dledger.conformance.points=all} it runs them all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokenDrivers {
    /** How many rules that a driver does not break are tried. */
    private static final int OTHERS = 6;

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
        List<Event> failures =
                Subject.run(fault.driver(), tried(fault)).failed().list();
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
        assertThat(failed)
                .as("%s, %s%s", fault, CrashBudget.SEED_PROPERTY, CrashBudget.seed())
                .containsExactlyInAnyOrderElementsOf(fault.rules());
    }

    private static List<String> tried(Fault fault) {
        List<String> others = new ArrayList<>(Rules.all().keySet());
        others.removeAll(fault.rules());
        if (!CrashBudget.exhaustive()) {
            Collections.shuffle(
                    others,
                    new Random(31 * CrashBudget.seed() + fault.toString().hashCode()));
            others = others.subList(0, OTHERS);
        }
        return Stream.concat(fault.rules().stream(), others.stream()).toList();
    }
}
