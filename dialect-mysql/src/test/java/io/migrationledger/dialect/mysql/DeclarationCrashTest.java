package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.DeclarationCrashes;
import io.migrationledger.conformance.crash.Outcome;
import io.migrationledger.testdb.TestServers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person declares, and a script that takes the place of others, broken off at calls that the seed chooses: all or nothing. */
class DeclarationCrashTest {

    @ParameterizedTest
    @CsvSource({
        "MARIADB, SQUASH",
        "MARIADB, FORGET",
        "MARIADB, ACCEPT_SCHEMA",
        "MARIADB, ENVIRONMENT",
        "MYSQL_8_0_12, ACCEPT_SCHEMA",
        "MYSQL_8_0_12, SQUASH",
        "MYSQL_8_0_12, UNDO_BASELINE",
        "MYSQL_8_0_12, BASELINE"
    })
    void allOfItOrNothing(TestServers server, DeclarationCrashes.Declaration declaration) throws Exception {
        Route route = Route.through(server).findFirst().orElseThrow();
        try (Fast fast = Fast.on(route)) {
            CrashReport report = new DeclarationCrashes(new MysqlCrashSubject(route), Breaker.CLIENT)
                    .sample(declaration, CrashBudget.points() / 4, CrashBudget.seed());
            System.out.println(fast + " " + report);
            assertThat(report.count(Outcome.RECOVERED)).isPositive();
            assertThat(report.count(Outcome.FINISHED_BEFORE)).isPositive();
        }
    }
}
