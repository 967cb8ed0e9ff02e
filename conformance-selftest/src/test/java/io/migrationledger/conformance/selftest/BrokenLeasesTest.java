package io.migrationledger.conformance.selftest;

class BrokenLeasesTest extends BrokenDrivers {

    BrokenLeasesTest() {
        super(Faults.LEASES);
    }
}
