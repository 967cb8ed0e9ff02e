package io.migrationledger.dialect.postgres;

import io.migrationledger.conformance.DialectConformance;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.testdb.TestServers;

/** Every rule of docs/SPEC.md, on the oldest PostgreSQL that is supported. */
class Postgres13ConformanceTest extends DialectConformance {

    @Override
    public ConformanceFixture fixture() {
        return new PostgresFixture(TestServers.POSTGRES_13);
    }
}
