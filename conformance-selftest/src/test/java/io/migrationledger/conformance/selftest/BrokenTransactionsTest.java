package io.migrationledger.conformance.selftest;

class BrokenTransactionsTest extends BrokenDrivers {

    BrokenTransactionsTest() {
        super(Faults.TRANSACTIONS);
    }
}
