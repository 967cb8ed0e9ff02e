package io.migrationledger.spring.actuate;

import io.migrationledger.spring.MigratedDatabases;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** The health indicator where Spring Boot is 4.0; {@link HealthOnBoot3} is the same for 3.5. */
final class HealthOnBoot4 extends AbstractHealthIndicator {
    private final MigratedDatabases databases;

    HealthOnBoot4(MigratedDatabases databases) {
        super("the ledger cannot be read");
        this.databases = databases;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Standing standing = Standing.of(databases);
        (standing.up() ? builder.up() : builder.down()).withDetails(standing.details());
    }
}
