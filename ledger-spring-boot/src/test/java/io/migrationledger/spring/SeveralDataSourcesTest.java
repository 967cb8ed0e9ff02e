package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.LedgerException;
import io.migrationledger.migration.JavaMigration;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Applications with more than one DataSource. */
class SeveralDataSourcesTest {
    @TempDir
    Path directory;

    Path shop;
    Path reports;
    ApplicationContextRunner application;

    @BeforeEach
    void application() {
        shop = directory.resolve("shop.db");
        reports = directory.resolve("reports.db");
        application = Boot.bare().withPropertyValues("shop=" + Boot.sqlite(shop), "reports=" + Boot.sqlite(reports));
    }

    @Configuration(proxyBeanMethods = false)
    static class WithPrimary {
        @Bean
        @Primary
        DataSource shop(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("shop"));
        }

        @Bean
        DataSource reports(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("reports"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithMark {
        @Bean
        @Primary
        DataSource shop(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("shop"));
        }

        @Bean
        @MigrationDataSource
        DataSource reports(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("reports"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithNeither {
        @Bean
        DataSource shop(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("shop"));
        }

        @Bean
        DataSource reports(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("reports"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Code {
        @Bean
        JavaMigration forThePrimary() {
            return new StartTest.Code("0003");
        }

        @Bean
        @Qualifier("reports")
        JavaMigration forTheReports() {
            return new StartTest.Code("0009");
        }
    }

    @Test
    void eachIsMigratedFromItsOwnPlaceWithItsOwnCode() {
        application
                .withUserConfiguration(WithPrimary.class, Code.class)
                .withPropertyValues("migration-ledger.data-sources.reports.locations=db/reports")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Databases.applied(shop)).containsExactly("0001", "0002", "0003");
        assertThat(Databases.applied(reports)).containsExactly("0001", "0009");
    }

    @Test
    void theMarkedOneIsThePrimaryOneForMigrations() throws SQLException {
        application
                .withUserConfiguration(WithMark.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Databases.tables(reports)).contains("users");
        assertThat(Databases.tables(shop)).isEmpty();
    }

    @Test
    void whereNoneIsPrimaryEachIsNamed() throws SQLException {
        application
                .withUserConfiguration(WithNeither.class)
                .withPropertyValues(
                        "migration-ledger.locations=", "migration-ledger.data-sources.reports.locations=db/reports")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Databases.tables(reports)).contains("report");
        assertThat(Databases.tables(shop)).isEmpty();
    }

    @Test
    void orTheStartSaysSo() {
        application
                .withUserConfiguration(WithNeither.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(LedgerException.class)
                        .hasMessageContaining("ML-1002")
                        .hasMessageContaining("@MigrationDataSource"));
    }

    @Test
    void aNameThatNoBeanHasIsAnErrorThatNamesThoseThatThereAre() {
        application
                .withUserConfiguration(WithPrimary.class)
                .withPropertyValues("migration-ledger.data-sources.report.locations=db/reports")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("names no DataSource bean; there are shop, reports"));
    }

    @Test
    void theModeHoldsForAll() {
        application
                .withUserConfiguration(WithPrimary.class)
                .withPropertyValues(
                        "migration-ledger.locations=",
                        "migration-ledger.mode=validate",
                        "migration-ledger.data-sources.reports.locations=db/reports")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("ML-1317"));
    }
}
