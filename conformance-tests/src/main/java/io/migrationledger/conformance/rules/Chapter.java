package io.migrationledger.conformance.rules;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.run.ConformanceKit;

/** What the chapters of rules share. */
public interface Chapter {

    /** Returns the fixture of the driver under test. */
    ConformanceFixture fixture();

    /** Returns a new database to try a rule in. */
    default ConformanceKit kit() throws Exception {
        return new ConformanceKit(fixture());
    }
}
