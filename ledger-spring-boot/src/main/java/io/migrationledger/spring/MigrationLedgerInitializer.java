package io.migrationledger.spring;

import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;

/**
 * Migrates all databases while it is initialised. Beans that need a schema depend on it: Spring Boot finds out which
 * these are, and {@code @DependsOnDatabaseInitialization} marks others.
 */
public final class MigrationLedgerInitializer implements InitializingBean {
    private final MigratedDatabases databases;
    private final Optional<MigrationStrategy> strategy;

    /** Prepares the start; {@link #afterPropertiesSet} does it. */
    public MigrationLedgerInitializer(MigratedDatabases databases, Optional<MigrationStrategy> strategy) {
        this.databases = databases;
        this.strategy = strategy;
    }

    @Override
    public void afterPropertiesSet() {
        for (MigratedDatabase database : databases) {
            long begin = System.nanoTime();
            boolean failed = true;
            try {
                start(database);
                failed = false;
            } finally {
                database.record().ended(Duration.ofNanos(System.nanoTime() - begin), failed);
            }
        }
    }

    private void start(MigratedDatabase database) {
        if (strategy.isPresent()) {
            strategy.get().migrate(database.migrator());
            return;
        }
        Expectation expected = new Expectation(database);
        switch (database.start().mode()) {
            case MIGRATE ->
                database.record()
                        .returned(database.migrator().migrate(database.start().migrateOptions()));
            case VALIDATE -> expected.check();
            case WAIT -> expected.await();
        }
    }
}
