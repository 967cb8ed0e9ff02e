package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.DeclarationCrashes;
import io.migrationledger.conformance.crash.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person declares, and a script that takes the place of others, broken off at every call: all of it or nothing. */
class DeclarationCrashTest {

    @ParameterizedTest
    @EnumSource
    void allOfItOrNothing(DeclarationCrashes.Declaration declaration) throws Exception {
        CrashReport report = new DeclarationCrashes(new SqliteCrashSubject(), Breaker.CLIENT)
                .sample(declaration, Integer.MAX_VALUE, CrashBudget.seed());
        System.out.println("SQLite, " + report);
        assertThat(report.count(Outcome.RECOVERED)).isPositive();
        assertThat(report.count(Outcome.FINISHED_BEFORE)).isPositive();
    }
}
