package io.migrationledger.conformance.selftest;

class BrokenSessionsTest extends BrokenDrivers {

    BrokenSessionsTest() {
        super(Faults.SESSIONS);
    }
}
