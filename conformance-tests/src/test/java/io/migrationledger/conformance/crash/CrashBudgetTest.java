package io.migrationledger.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrashBudgetTest {
    private static final String POINTS = "ledger.conformance.points";
    private static final String SECONDS = "ledger.conformance.seconds";

    @BeforeEach
    @AfterEach
    void clear() {
        System.clearProperty(POINTS);
        System.clearProperty(SECONDS);
    }

    @Test
    void aSampleHasFiveMinutes() {
        assertThat(CrashBudget.time()).contains(Duration.ofMinutes(5));
    }

    @Test
    void everyPointHasNoEnd() {
        System.setProperty(POINTS, "all");
        assertThat(CrashBudget.time()).isEmpty();
    }

    @Test
    void secondsThatAreGivenAreHeeded() {
        System.setProperty(SECONDS, "20");
        assertThat(CrashBudget.time()).contains(Duration.ofSeconds(20));
        System.setProperty(POINTS, "all");
        assertThat(CrashBudget.time()).contains(Duration.ofSeconds(20));
    }
}
