package io.migrationledger.conformance;

/** What the chapters of rules share. */
interface Chapter {

    /** Returns the fixture of the driver under test. */
    ConformanceFixture fixture();

    /** Returns a new database to try a rule in. */
    default ConformanceKit kit() throws Exception {
        return new ConformanceKit(fixture());
    }
}
