package io.migrationledger.conformance.selftest;

import java.util.List;

/**
 * A driver with one fault.
 *
 * @param driver the driver
 * @param rules the rules that it breaks: these and no others
 */
record Fault(BrokenFixture driver, List<String> rules) {

    static Fault of(BrokenFixture driver, String... rules) {
        return new Fault(driver, List.of(rules));
    }

    @Override
    public String toString() {
        return driver.getClass().getSimpleName() + (rules.isEmpty() ? " breaks nothing" : " breaks " + rules);
    }
}
