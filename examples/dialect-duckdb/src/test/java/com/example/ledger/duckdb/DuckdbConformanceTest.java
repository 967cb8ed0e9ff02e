package com.example.ledger.duckdb;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.DialectConformance;

class DuckdbConformanceTest extends DialectConformance {
    @Override
    public ConformanceFixture fixture() {
        return new DuckdbFixture();
    }
}
