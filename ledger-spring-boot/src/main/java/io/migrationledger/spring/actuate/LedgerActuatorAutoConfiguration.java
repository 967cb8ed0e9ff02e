package io.migrationledger.spring.actuate;

import io.migrationledger.spring.MigratedDatabases;
import io.migrationledger.spring.autoconfigure.MigrationLedgerAutoConfiguration;
import io.migrationledger.spring.autoconfigure.MigrationLedgerProperties;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Endpoint, health and metrics, each where the application has what it needs. */
@AutoConfiguration(after = MigrationLedgerAutoConfiguration.class)
@ConditionalOnBean(MigratedDatabases.class)
public class LedgerActuatorAutoConfiguration {
    private static final String HEALTH = "management.health.migrationledger.enabled";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    @ConditionalOnAvailableEndpoint(endpoint = LedgerEndpoint.class)
    static class OfEndpoint {

        @Bean
        @ConditionalOnMissingBean
        LedgerEndpoint ledgerEndpoint(MigratedDatabases databases, MigrationLedgerProperties properties) {
            return new LedgerEndpoint(databases, properties.endpointHistory());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = HEALTH)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    static class OfHealthOnBoot3 {

        @Bean
        HealthOnBoot3 migrationledgerHealthIndicator(MigratedDatabases databases) {
            return new HealthOnBoot3(databases);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = HEALTH)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    static class OfHealthOnBoot4 {

        @Bean
        HealthOnBoot4 migrationledgerHealthIndicator(MigratedDatabases databases) {
            return new HealthOnBoot4(databases);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
    static class OfMetrics {

        @Bean
        LedgerMetrics ledgerMetrics(MigratedDatabases databases, MigrationLedgerProperties properties) {
            return new LedgerMetrics(databases, properties.metricsRefresh());
        }
    }
}
