package io.migrationledger.spring.actuate;

import io.migrationledger.spring.MigratedDatabases;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** The health indicator where Spring Boot is 3.5; {@link HealthOnBoot4} is the same for 4.0. */
final class HealthOnBoot3 extends AbstractHealthIndicator {
    private final MigratedDatabases databases;

    HealthOnBoot3(MigratedDatabases databases) {
        super("the ledger cannot be read");
        this.databases = databases;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Standing standing = Standing.of(databases);
        (standing.up() ? builder.up() : builder.down()).withDetails(standing.details());
    }
}
