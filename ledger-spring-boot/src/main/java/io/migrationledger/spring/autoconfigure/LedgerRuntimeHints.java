package io.migrationledger.spring.autoconfigure;

import io.migrationledger.migration.DirectoryLayout;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.HistoryAdopter;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/** What a native image needs beside the beans: the services that the ledger looks for, and scripts in the default places. */
final class LedgerRuntimeHints implements RuntimeHintsRegistrar {
    /** One that another module has for itself, and that this one does not know. */
    private static final String READERS = "io.migrationledger.adopt.HistoryReader";

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        for (Class<?> service : List.of(Dialect.class, DirectoryLayout.class, HistoryAdopter.class)) {
            services(hints, service, loader);
        }
        if (loader != null && ClassUtils.isPresent(READERS, loader)) {
            services(hints, ClassUtils.resolveClassName(READERS, loader), loader);
        }
        Locations.DEFAULTS.forEach(path -> scripts(hints, path));
    }

    /** Registers what lies below a path of the class path. */
    static void scripts(RuntimeHints hints, String path) {
        hints.resources().registerPattern(path + "/*").registerPattern(path + "/**");
    }

    private static void services(RuntimeHints hints, Class<?> service, @Nullable ClassLoader loader) {
        hints.resources().registerPattern("META-INF/services/" + service.getName());
        ServiceLoader.load(service, loader).stream()
                .forEach(provider ->
                        hints.reflection().registerType(provider.type(), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS));
    }
}
