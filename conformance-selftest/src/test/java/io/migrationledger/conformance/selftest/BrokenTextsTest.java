package io.migrationledger.conformance.selftest;

class BrokenTextsTest extends BrokenDrivers {

    BrokenTextsTest() {
        super(Faults.TEXTS);
    }
}
