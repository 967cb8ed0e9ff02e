package io.migrationledger.dialect.mysql;

import io.migrationledger.testdb.TestServers;

/** {@link RouteCrashes} on MySQL 8.0.12. */
class MysqlCrashTest extends RouteCrashes {

    MysqlCrashTest() {
        super(TestServers.MYSQL_8_0_12);
    }
}
