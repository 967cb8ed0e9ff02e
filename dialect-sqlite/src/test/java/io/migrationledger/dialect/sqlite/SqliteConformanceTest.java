package io.migrationledger.dialect.sqlite;

import io.migrationledger.conformance.DialectConformance;
import io.migrationledger.conformance.fixture.ConformanceFixture;

/** Every rule of docs/SPEC.md, on SQLite. */
class SqliteConformanceTest extends DialectConformance {

    @Override
    public ConformanceFixture fixture() {
        return new SqliteFixture();
    }
}
