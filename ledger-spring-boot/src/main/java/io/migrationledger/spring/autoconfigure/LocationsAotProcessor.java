package io.migrationledger.spring.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Packs the scripts of the configured locations into a native image: as they are configured while that is built. */
final class LocationsAotProcessor implements BeanFactoryInitializationAotProcessor {

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        if (beanFactory.getBeanNamesForType(DatabaseSettings.class, true, false).length == 0) {
            return null;
        }
        Set<String> paths = paths(beanFactory.getBean(Environment.class));
        return paths.isEmpty()
                ? null
                : (generation, code) -> {
                    RuntimeHints hints = generation.getRuntimeHints();
                    paths.forEach(path -> LedgerRuntimeHints.scripts(hints, path));
                };
    }

    /** Returns where on the class path scripts are; where {@code {vendor}} stands, all beside it. */
    static Set<String> paths(Environment environment) {
        Binder binder = Binder.get((ConfigurableEnvironment) environment);
        List<DatabaseSettings> all = new ArrayList<>();
        all.add(binder.bindOrCreate("migration-ledger", DatabaseSettings.class));
        all.addAll(binder.bindOrCreate("migration-ledger", MigrationLedgerProperties.class)
                .dataSources()
                .values());
        Set<String> paths = new LinkedHashSet<>();
        for (DatabaseSettings settings : all) {
            List<String> locations = new ArrayList<>(Objects.requireNonNullElse(settings.locations(), List.of()));
            settings.namespaces().values().forEach(locations::addAll);
            locations.forEach(location -> Locations.onClasspath(location)
                    .map(path -> path.replaceFirst("/?\\{vendor}.*", ""))
                    .filter(path -> !path.isEmpty())
                    .ifPresent(paths::add));
        }
        return paths;
    }
}
