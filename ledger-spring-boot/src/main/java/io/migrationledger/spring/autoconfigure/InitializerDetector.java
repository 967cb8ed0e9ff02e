package io.migrationledger.spring.autoconfigure;

import io.migrationledger.spring.MigrationLedgerInitializer;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/**
 * Tells Spring Boot which bean makes the schema; Boot lets all beans depend on it that need one. Found through
 * spring.factories.
 */
final class InitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    /** Behind Flyway, whose detector has 1, so that both can be there while one takes over from the other. */
    private static final int ORDER = 2;

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(MigrationLedgerInitializer.class);
    }

    @Override
    public int getOrder() {
        return ORDER;
    }
}
