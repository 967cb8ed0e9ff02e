package io.migrationledger.spring.autoconfigure;

import io.migrationledger.migration.FileSource;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the scripts of one database are. */
final class Locations {
    /** Looked for in this order where nothing is said: the ledger's own place, and the one that Flyway's users have. */
    static final List<String> DEFAULTS = List.of("db/migrations", "db/migration");

    private static final String VENDOR = "{vendor}";
    private static final List<String> FILES = List.of("filesystem:", "file:");
    private static final List<String> CLASSPATH = List.of("classpath*:", "classpath:");

    private final ClassLoader loader;
    private final Supplier<String> vendor;

    /**
     * Reads locations.
     *
     * @param loader what finds those on the class path
     * @param vendor tells what stands for {@code {vendor}}; asked only where a location has it
     */
    Locations(ClassLoader loader, Supplier<String> vendor) {
        this.loader = loader;
        this.vendor = vendor;
    }

    /** Returns the place to look in where nothing is said; empty where neither is on the class path. */
    static Optional<String> found(ClassLoader loader) {
        return DEFAULTS.stream()
                .filter(path -> loader.getResource(path) != null)
                .findFirst()
                .map(path -> "classpath:" + path);
    }

    /** Returns the path on the class path that a location names; empty where it names a directory. */
    static Optional<String> onClasspath(String location) {
        if (FILES.stream().anyMatch(location::startsWith)) {
            return Optional.empty();
        }
        return Optional.of(without(location, CLASSPATH).replaceAll("^/+|/+$", ""));
    }

    /** Returns one source for each location. */
    List<FileSource> sources(String namespace, List<String> locations) {
        List<FileSource> sources = new ArrayList<>();
        for (String location : locations) {
            String place = location.contains(VENDOR) ? location.replace(VENDOR, vendor.get()) : location;
            sources.add(onClasspath(place)
                    .map(path -> Migrations.classpath(namespace, path, loader))
                    .orElseGet(() -> Migrations.directory(namespace, Path.of(without(place, FILES)))));
        }
        return sources;
    }

    private static String without(String location, List<String> prefixes) {
        return prefixes.stream()
                .filter(location::startsWith)
                .findFirst()
                .map(prefix -> location.substring(prefix.length()))
                .orElse(location);
    }
}
