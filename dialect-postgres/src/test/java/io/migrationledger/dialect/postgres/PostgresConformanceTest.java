package io.migrationledger.dialect.postgres;

import io.migrationledger.conformance.DialectConformance;
import io.migrationledger.conformance.fixture.ConformanceFixture;

/** Every rule of docs/SPEC.md, on PostgreSQL. */
class PostgresConformanceTest extends DialectConformance {

    @Override
    public ConformanceFixture fixture() {
        return new PostgresFixture();
    }
}
