package io.migrationledger.conformance.selftest;

class BrokenCapabilitiesTest extends BrokenDrivers {

    BrokenCapabilitiesTest() {
        super(Faults.CAPABILITIES);
    }
}
