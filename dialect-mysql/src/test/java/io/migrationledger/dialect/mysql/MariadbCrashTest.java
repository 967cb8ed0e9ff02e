package io.migrationledger.dialect.mysql;

import io.migrationledger.testdb.TestServers;

/** {@link RouteCrashes} on MariaDB 11.4. */
class MariadbCrashTest extends RouteCrashes {

    MariadbCrashTest() {
        super(TestServers.MARIADB);
    }
}
