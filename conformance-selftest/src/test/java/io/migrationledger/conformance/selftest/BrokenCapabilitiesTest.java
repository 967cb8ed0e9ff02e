package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.rules.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokenCapabilitiesTest extends BrokenDrivers {

    BrokenCapabilitiesTest() {
        super(Faults.CAPABILITIES);
    }

    /** Its runners may stop with ML-1404 where they meet: no rule may ask for what only a lock gives. */
    @Test
    void aDriverWithoutALockPassesTheRulesOfLocks() {
        List<String> locks = Rules.all().keySet().stream()
                .filter(rule -> rule.startsWith("ML-7."))
                .toList();
        assertThat(Subject.run(new BrokenCapabilities.DeclinesTheLock(), locks)
                        .failed()
                        .list())
                .isEmpty();
    }
}
