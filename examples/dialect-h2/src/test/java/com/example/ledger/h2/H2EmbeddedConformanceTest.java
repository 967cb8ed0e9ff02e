package com.example.ledger.h2;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.DialectConformance;

class H2EmbeddedConformanceTest extends DialectConformance {
    @Override
    public ConformanceFixture fixture() {
        return new H2EmbeddedFixture();
    }
}
