package io.migrationledger.dialect.mysql;

import io.migrationledger.conformance.DialectConformance;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestServers;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Every rule of docs/SPEC.md, on MySQL 8.0.33 through Connector/J. */
@EnabledIfEnvironmentVariable(named = "LEDGER_TEST_MYSQL_8033", matches = "true")
class Mysql8033ConformanceTest extends DialectConformance {

    @Override
    public ConformanceFixture fixture() {
        return new MysqlFixture(new Route(TestServers.MYSQL_8_0_33, JdbcClient.CONNECTOR_J));
    }
}
