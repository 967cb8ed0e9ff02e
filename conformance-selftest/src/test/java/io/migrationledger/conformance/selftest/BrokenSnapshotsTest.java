package io.migrationledger.conformance.selftest;

class BrokenSnapshotsTest extends BrokenDrivers {

    BrokenSnapshotsTest() {
        super(Faults.SNAPSHOTS);
    }
}
