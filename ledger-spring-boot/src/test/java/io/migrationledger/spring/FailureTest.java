package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** What an operator reads in the log. */
@ExtendWith(OutputCaptureExtension.class)
class FailureTest {
    @TempDir
    Path directory;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(io.migrationledger.spring.autoconfigure.MigrationLedgerAutoConfiguration.class)
    static class Application {}

    private ConfigurableApplicationContext start(String locations, String... more) {
        SpringApplication application = new SpringApplication(Application.class, Boot.dataSource());
        application.setWebApplicationType(WebApplicationType.NONE);
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--spring.datasource.url=" + Boot.sqlite(directory.resolve("shop.db")));
        arguments.add("--migration-ledger.locations=" + locations);
        return application.run(arguments.toArray(String[]::new));
    }

    /** SB-3. */
    @Test
    void aBrokenMigrationStopsTheStartWithAllThreePartsAndNoStackTrace(CapturedOutput output) {
        assertThatThrownBy(() -> start("broken")).hasRootCauseInstanceOf(java.sql.SQLException.class);
        String said = output.toString();
        int description = said.indexOf("Description:");
        int action = said.indexOf("Action:");
        assertThat(description).isPositive();
        assertThat(said.substring(description, action))
                .contains("ML-1401 STATEMENT_FAILED")
                .contains("broken/0001_broken.sql:2")
                .contains("no such table: nowhere")
                .contains("Nothing of this migration is in effect");
        assertThat(said.substring(action))
                .contains("Fix the script", "the application")
                .doesNotContain("Migrator.")
                .doesNotContain("\tat ");
    }

    @Test
    void aSuccessIsOneLineForEachMigration(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start("db/migrations")) {
            assertThat(context.isActive()).isTrue();
        }
        assertThat(output.toString().lines().filter(line -> line.contains("io.migrationledger")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("INFO ") && line.contains("applied migration 000"));
    }

    @Test
    void whoWaitsForAnotherRunIsToldWhichOne(CapturedOutput output) {
        String url = Boot.sqlite(directory.resolve("shop.db"));
        try (LedgerSession held = Ledger.of(url, new Properties()).lock(Duration.ZERO)) {
            assertThatThrownBy(() -> start("db/migrations", "--migration-ledger.lock-timeout=100ms"))
                    .hasMessageContaining("ML-1405");
            assertThat(held.state().migrations()).isEmpty();
        }
        assertThat(output.toString().lines().filter(line -> line.contains("waiting")))
                .singleElement()
                .asString()
                .startsWith("INFO ")
                .contains("waiting for the ledger's lock: it is held by process "
                        + ProcessHandle.current().pid() + ", since 2");
    }

    /** SB-2. */
    @Test
    void aStartWithNothingToDoSaysNothing(CapturedOutput output) {
        start("db/migrations").close();
        int before = output.toString().length();
        start("db/migrations").close();
        assertThat(output.toString().substring(before)).doesNotContain("io.migrationledger");
    }

    @Test
    void anErrorIsTheLedgersOwnType() {
        assertThatThrownBy(() -> start("nowhere"))
                .rootCause()
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("ML-1201");
    }
}
