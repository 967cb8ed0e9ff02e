package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.rules.Rules;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No rule but one is there that no driver can fail. */
class EveryRuleTest {
    /** Whatever a driver's syntax is, the library's splitter finds a quote that is never closed. */
    private static final Set<String> BROKEN_BY_NO_DRIVER = Set.of("ML-8.3");

    @Test
    void everyRuleIsBrokenBySomeDriver() {
        Set<String> rules = Rules.all().keySet();
        assertThat(rules).hasSizeGreaterThan(50);
        Set<String> unbroken = new TreeSet<>(rules);
        Faults.all().map(Fault::rules).forEach(unbroken::removeAll);
        assertThat(unbroken).isEqualTo(new TreeSet<>(BROKEN_BY_NO_DRIVER));
    }
}
