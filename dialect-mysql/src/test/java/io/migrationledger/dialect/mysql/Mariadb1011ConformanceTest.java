package io.migrationledger.dialect.mysql;

import io.migrationledger.conformance.DialectConformance;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestServers;

/** Every rule of docs/SPEC.md, on the MariaDB of Debian 12, which is older, through its own client. */
class Mariadb1011ConformanceTest extends DialectConformance {

    @Override
    public ConformanceFixture fixture() {
        return new MysqlFixture(new Route(TestServers.MARIADB_10_11, JdbcClient.MARIADB));
    }
}
