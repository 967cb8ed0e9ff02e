package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.rules.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.Event;

/**
 * Each broken driver fails on the rules that it breaks, with their words, and on no other. Of the others it runs a few;
 * with {@code -Dledger.conformance.points=all} it runs them all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokenDrivers {
    /** Chooses the rules that a driver does not break: the same in every run. */
    private static final long SEED = 20261126;

    /**
     * Rules that try a sample of points or schedules: such a sample may miss a fault. At least one of a driver's rules finds
     * it all the same, and an exhaustive run asks for each of them.
     */
    private static final Set<String> BY_SAMPLE =
            Set.of("ML-5.1", "ML-5.2", "ML-5.3", "ML-5.4", "ML-7.5", "ML-7.6", "ML-7.7", "ML-7.12");

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
        TreeSet<String> must = new TreeSet<>(fault.rules());
        if (!CrashBudget.exhaustive()) {
            must.removeAll(BY_SAMPLE);
        }
        String about = fault + ", " + CrashBudget.SEED_PROPERTY + CrashBudget.seed();
        assertThat(failed).as(about).containsAll(must);
        assertThat(fault.rules()).as("%s: failed %s", about, failed).containsAll(failed);
        assertThat(failed.isEmpty()).as(about).isEqualTo(fault.rules().isEmpty());
    }

    private static List<String> tried(Fault fault) {
        List<String> others = new ArrayList<>(Rules.all().keySet());
        others.removeAll(fault.rules());
        if (!CrashBudget.exhaustive()) {
            Collections.shuffle(
                    others,
                    new Random(31 * SEED
                            + fault.driver().getClass().getSimpleName().hashCode()));
            others = others.subList(0, OTHERS);
        }
        return Stream.concat(fault.rules().stream(), others.stream()).toList();
    }
}
