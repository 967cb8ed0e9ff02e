package io.migrationledger.dialect.mysql;

import io.migrationledger.conformance.DialectConformance;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestServers;

/** Every rule of docs/SPEC.md, on MySQL 8.0.12 through Connector/J. */
class MysqlConformanceTest extends DialectConformance {

    @Override
    public ConformanceFixture fixture() {
        return new MysqlFixture(new Route(TestServers.MYSQL_8_0_12, JdbcClient.CONNECTOR_J));
    }
}
