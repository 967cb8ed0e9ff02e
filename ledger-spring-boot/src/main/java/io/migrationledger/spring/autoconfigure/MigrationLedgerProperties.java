package io.migrationledger.spring.autoconfigure;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the properties say beside the settings of the primary database.
 *
 * @param enabled whether the start does anything about migrations
 * @param endpointHistory how many of the newest events {@code /actuator/migrationledger} shows of each database
 * @param metricsRefresh how long gauges show one reading of the ledger before the next
 * @param dataSources further databases, by the name of their {@code DataSource} bean
 */
@ConfigurationProperties("migration-ledger")
public record MigrationLedgerProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("20") int endpointHistory,
        @DefaultValue("1m") Duration metricsRefresh,
        @DefaultValue Map<String, DatabaseSettings> dataSources) {}
