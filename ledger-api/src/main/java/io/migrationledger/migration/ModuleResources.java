package io.migrationledger.migration;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks through the modules of a program that runs on the module path or from an image of jlink: a class loader hides
 * what stands in a package that is not open, and lists no directories of an image.
 */
final class ModuleResources {
    private ModuleResources() {}

    /** A resource of a module. */
    record Resource(ModuleReference module, String name) {
        InputStream open() throws IOException {
            ModuleReader reader = module.open();
            InputStream stream = reader.open(name).orElseThrow(() -> new IOException("no resource " + name));
            return new FilterInputStream(stream) {
                @Override
                public void close() throws IOException {
                    try (reader) {
                        super.close();
                    }
                }
            };
        }
    }

    /** Returns the resources below a path that may mean something, by name. */
    static Map<String, Resource> below(String root) throws IOException {
        Map<String, Resource> resources = new TreeMap<>();
        for (ModuleReference module : modules(root.replace('/', '.'))) {
            try (ModuleReader reader = module.open()) {
                List<String> names = reader.list()
                        .filter(name -> name.startsWith(root + "/") && !name.endsWith("/"))
                        .toList();
                names.forEach(name -> resources.putIfAbsent(name, new Resource(module, name)));
            }
        }
        return resources;
    }

    private static Set<ModuleReference> modules(String asPackage) {
        Set<ModuleLayer> layers = new LinkedHashSet<>();
        ModuleLayer own = ModuleResources.class.getModule().getLayer();
        if (own != null) {
            layers.add(own);
        }
        layers.add(ModuleLayer.boot());
        Set<ModuleReference> modules = new LinkedHashSet<>();
        for (ModuleLayer layer : layers) {
            for (ResolvedModule module : layer.configuration().modules()) {
                if (mayHold(module, asPackage)) {
                    modules.add(module.reference());
                }
            }
        }
        return modules;
    }

    /** The modules of Java itself are many and large, and hold no migrations. */
    private static boolean mayHold(ResolvedModule module, String asPackage) {
        return !module.name().startsWith("java.") && !module.name().startsWith("jdk.")
                || module.reference().descriptor().packages().contains(asPackage);
    }
}
