package io.migrationledger.conformance.selftest;

class BrokenWritersTest extends BrokenDrivers {

    BrokenWritersTest() {
        super(Faults.WRITERS);
    }
}
