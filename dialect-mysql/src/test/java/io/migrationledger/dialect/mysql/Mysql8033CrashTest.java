package io.migrationledger.dialect.mysql;

import io.migrationledger.testdb.TestServers;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** {@link RouteCrashes} on MySQL 8.0.33. */
@EnabledIfEnvironmentVariable(named = "LEDGER_TEST_MYSQL_8033", matches = "true")
class Mysql8033CrashTest extends RouteCrashes {

    Mysql8033CrashTest() {
        super(TestServers.MYSQL_8_0_33);
    }
}
