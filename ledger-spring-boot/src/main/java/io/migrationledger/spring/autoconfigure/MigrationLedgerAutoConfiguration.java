package io.migrationledger.spring.autoconfigure;

import io.migrationledger.Migrator;
import io.migrationledger.spring.MigratedDatabases;
import io.migrationledger.spring.MigrationDataSource;
import io.migrationledger.spring.MigrationLedgerInitializer;
import io.migrationledger.spring.MigrationStrategy;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Migrates the application's databases when it starts, before whatever needs a schema. For Spring Boot 3.5 and 4.0. */
@AutoConfiguration(
        // The first name of each pair is that of 3.5, the second that of 4.0.
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@ConditionalOnClass({Migrator.class, SimpleDriverDataSource.class})
@ConditionalOnProperty(prefix = "migration-ledger", name = "enabled", matchIfMissing = true)
@Conditional(MigrationLedgerAutoConfiguration.SomethingToMigrate.class)
@EnableConfigurationProperties({MigrationLedgerProperties.class, DatabaseSettings.class})
@Import(DatabaseInitializationDependencyConfigurer.class)
@ImportRuntimeHints(LedgerRuntimeHints.class)
public class MigrationLedgerAutoConfiguration {

    /** The name of the migrator that the properties make. */
    static final String MIGRATOR = "migrationLedgerMigrator";

    /** Also where all beans are lazy: a schema is needed by whoever asks for it, whether a bean of this context or not. */
    @Bean
    static LazyInitializationExcludeFilter migrationLedgerIsNotLazy() {
        return LazyInitializationExcludeFilter.forBeanTypes(MigrationLedgerInitializer.class);
    }

    @Bean
    @ConditionalOnMissingBean
    MigratedDatabases migratedDatabases(
            ApplicationContext context,
            MigrationLedgerProperties properties,
            DatabaseSettings settings,
            ObjectProvider<DataSource> dataSource,
            @MigrationDataSource ObjectProvider<DataSource> migrationDataSource) {
        DataSource marked = migrationDataSource.getIfAvailable();
        return new FoundDatabases(context, properties, settings)
                .find(marked == null ? dataSource.getIfUnique() : marked);
    }

    /** Hibernate makes and drops the schema of an embedded database, unless somebody else has it in hand. */
    @Bean
    SchemaManagementProvider migrationLedgerSchemaManagement(MigratedDatabases databases) {
        return dataSource -> databases.manages(dataSource) ? SchemaManagement.MANAGED : SchemaManagement.UNMANAGED;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(Migrator.class)
    static class PrimaryMigrator {

        /** The migrator of the primary database, for the application's own use; null where it has none. */
        @Bean(MIGRATOR)
        @Nullable
        Migrator migrationLedgerMigrator(MigratedDatabases databases) {
            return databases.primary().orElse(null);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    MigrationLedgerInitializer migrationLedgerInitializer(
            MigratedDatabases databases, ObjectProvider<MigrationStrategy> strategy) {
        return new MigrationLedgerInitializer(databases, Optional.ofNullable(strategy.getIfAvailable()));
    }

    static final class SomethingToMigrate extends AnyNestedCondition {
        SomethingToMigrate() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(DataSource.class)
        private static final class ADataSource {}

        @ConditionalOnBean(Migrator.class)
        private static final class AMigrator {}

        @ConditionalOnProperty("migration-ledger.url")
        private static final class AnAddress {}
    }
}
