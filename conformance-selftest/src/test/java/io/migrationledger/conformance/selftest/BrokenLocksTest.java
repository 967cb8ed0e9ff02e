package io.migrationledger.conformance.selftest;

class BrokenLocksTest extends BrokenDrivers {

    BrokenLocksTest() {
        super(Faults.LOCKS);
    }
}
