package io.migrationledger.dialect.mysql;

import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServer;
import io.migrationledger.testdb.TestServers;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;

/** A server and the client that it is reached through: every test runs on all of them. */
record Route(TestServers server, JdbcClient client) {

    static Stream<Route> all() {
        return servers().flatMap(Route::through);
    }

    /**
     * For tests of what the server does, which take long: each server through the client that the seed chooses, so that
     * another commit tries the other one; every way where every crash point is wanted, too.
     */
    static Stream<Route> sample() {
        if (CrashBudget.exhaustive()) {
            return all();
        }
        Random random = new Random(CrashBudget.seed());
        return servers().map(server -> through(server).toList().get(random.nextInt(2)));
    }

    /** Returns the ways to one server. */
    static Stream<Route> through(TestServers server) {
        return Stream.of(JdbcClient.CONNECTOR_J, JdbcClient.MARIADB).map(client -> new Route(server, client));
    }

    static Stream<TestServers> servers() {
        boolean newer = Boolean.parseBoolean(System.getenv("LEDGER_TEST_MYSQL_8033"));
        return Stream.of(TestServers.MARIADB, TestServers.MYSQL_8_0_12, TestServers.MYSQL_8_0_33)
                .filter(server -> server != TestServers.MYSQL_8_0_33 || newer);
    }

    TestServer running() {
        return server.get();
    }

    boolean isMariadb() {
        return server == TestServers.MARIADB || server == TestServers.MARIADB_10_11;
    }

    static Properties login(TestDatabase database) {
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        return login;
    }

    @Override
    public String toString() {
        return server + " through " + client;
    }
}
