package io.migrationledger.dialect.mysql;

import io.migrationledger.conformance.DialectConformance;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestServers;

/** Every rule of docs/SPEC.md, on MariaDB through its own client. */
class MariadbConformanceTest extends DialectConformance {

    @Override
    public ConformanceFixture fixture() {
        return new MysqlFixture(new Route(TestServers.MARIADB, JdbcClient.MARIADB));
    }
}
