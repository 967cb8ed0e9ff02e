package io.migrationledger.conformance.selftest;

class BrokenAppendsTest extends BrokenDrivers {

    BrokenAppendsTest() {
        super(Faults.APPENDS);
    }
}
