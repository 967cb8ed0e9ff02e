package io.migrationledger.spring.autoconfigure;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationRegistry;
import io.migrationledger.spring.MigratedDatabase;
import io.migrationledger.spring.MigratedDatabases;
import io.migrationledger.spring.MigratorCustomizer;
import io.migrationledger.spring.StartMode;
import io.migrationledger.spring.StartOptions;
import io.migrationledger.spring.StartRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/** Which databases the properties and beans of an application name. */
final class FoundDatabases {
    private final ApplicationContext context;
    private final MigrationLedgerProperties properties;
    private final DatabaseSettings settings;
    private final StartMode mode;

    FoundDatabases(ApplicationContext context, MigrationLedgerProperties properties, DatabaseSettings settings) {
        this.context = context;
        this.properties = properties;
        this.settings = settings;
        this.mode = Objects.requireNonNullElse(settings.mode(), StartMode.MIGRATE);
    }

    /**
     * Returns the primary database, or the application's own migrators in its place, and then the others by their names.
     *
     * @param dataSource the primary one; null where there is none, or not one alone
     */
    MigratedDatabases find(@Nullable DataSource dataSource) {
        DatabaseFactory factory = factory();
        Map<String, List<JavaMigration>> code =
                code(context.getBeansOfType(JavaMigration.class), context.getBeansOfType(MigrationRegistry.class));
        List<MigratedDatabase> others = new ArrayList<>();
        List<DataSource> managed = new ArrayList<>();
        new TreeMap<>(properties.dataSources()).forEach((name, named) -> {
            Map<String, List<JavaMigration>> own =
                    code(qualified(JavaMigration.class, name), qualified(MigrationRegistry.class, name));
            code.keySet().removeAll(own.keySet());
            DataSource source = named.url() == null ? dataSource(name) : dataSourceIfThere(name);
            if (source != null) {
                managed.add(source);
            }
            others.add(factory.database(name, named, mode, source, all(own)));
        });
        List<MigratedDatabase> all = new ArrayList<>(applicationsOwn());
        if (all.isEmpty() && isPrimaryMeant(!code.isEmpty())) {
            all.add(factory.database(MigratedDatabase.PRIMARY, settings, mode, dataSource, all(code)));
        }
        if (dataSource != null && !all.isEmpty()) {
            managed.add(dataSource);
        }
        all.addAll(others);
        return new MigratedDatabases(all, managed);
    }

    private <T> Map<String, T> qualified(Class<T> type, String name) {
        return BeanFactoryAnnotationUtils.qualifiedBeansOfType(
                (ListableBeanFactory) context.getAutowireCapableBeanFactory(), type, name);
    }

    /** Returns by the names of the beans what each has. */
    private static Map<String, List<JavaMigration>> code(
            Map<String, JavaMigration> migrations, Map<String, MigrationRegistry> registries) {
        Map<String, List<JavaMigration>> code = new TreeMap<>();
        migrations.forEach((name, one) -> code.put(name, List.of(one)));
        registries.forEach((name, registry) -> code.put(name, List.of(registry.javaMigrations())));
        return code;
    }

    private static List<JavaMigration> all(Map<String, List<JavaMigration>> code) {
        return code.values().stream().flatMap(List::stream).toList();
    }

    private DatabaseFactory factory() {
        return new DatabaseFactory(
                Objects.requireNonNullElseGet(context.getClassLoader(), ClassUtils::getDefaultClassLoader),
                Optional.ofNullable(context.getEnvironment().getProperty("spring.application.name"))
                        .filter(name -> !name.isBlank()),
                context.getBeanProvider(MigrationListener.class).orderedStream().toList(),
                context.getBeanProvider(MigratorCustomizer.class)
                        .orderedStream()
                        .toList());
    }

    /** An application with settings for others alone, and with no scripts in a default place, migrates these alone. */
    private boolean isPrimaryMeant(boolean hasCode) {
        if (hasCode || !settings.namespaces().isEmpty()) {
            return true;
        }
        if (settings.locations() != null) {
            return !settings.locations().isEmpty();
        }
        return properties.dataSources().isEmpty()
                || Locations.found(factory().loader()).isPresent();
    }

    private List<MigratedDatabase> applicationsOwn() {
        StartOptions start = new StartOptions(mode, settings.outOfOrder(), settings.waitTimeout());
        return Arrays.stream(context.getBeanNamesForType(Migrator.class, true, false))
                .filter(name -> !name.equals(MigrationLedgerAutoConfiguration.MIGRATOR))
                .map(name ->
                        new MigratedDatabase(name, context.getBean(name, Migrator.class), start, new StartRecord()))
                .toList();
    }

    private DataSource dataSource(String name) {
        DataSource found = dataSourceIfThere(name);
        if (found == null) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "migration-ledger.data-sources." + name + " names no DataSource bean; there are "
                            + String.join(", ", context.getBeanNamesForType(DataSource.class)),
                    "Name a bean as it is called, or set migration-ledger.data-sources." + name + ".url.");
        }
        return found;
    }

    private @Nullable DataSource dataSourceIfThere(String name) {
        return context.containsBean(name) && context.isTypeMatch(name, DataSource.class)
                ? context.getBean(name, DataSource.class)
                : null;
    }
}
