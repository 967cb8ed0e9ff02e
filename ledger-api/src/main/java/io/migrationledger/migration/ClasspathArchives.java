package io.migrationledger.migration;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Looks through the jar files that a class loader reads, entry by entry: jar files need no entries for directories. */
final class ClasspathArchives {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private ClasspathArchives() {}

    /** Returns the names below a path that may mean something, sorted; empty where no archive has one. */
    static List<String> below(ClassLoader loader, String root) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (URL archive : archives(loader).values()) {
            if (archive.openConnection() instanceof JarURLConnection jar) {
                jar.setUseCaches(false);
                try (JarFile file = jar.getJarFile()) {
                    file.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith(root + "/") && !name.endsWith("/"))
                            .forEach(names::add);
                }
            }
        }
        return List.copyOf(names);
    }

    /** Nearly every jar file has a manifest, whatever loads it; the others are found where their loaders name them. */
    private static Map<String, URL> archives(ClassLoader loader) throws IOException {
        Map<String, URL> archives = new LinkedHashMap<>();
        for (URL manifest : Collections.list(loader.getResources(MANIFEST))) {
            if (manifest.getProtocol().equals("jar")) {
                String address = manifest.toExternalForm();
                add(archives, address.substring(0, address.length() - MANIFEST.length()));
            }
        }
        for (@Nullable ClassLoader one = loader; one != null; one = one.getParent()) {
            if (one instanceof URLClassLoader named) {
                for (URL url : named.getURLs()) {
                    if (!url.getPath().endsWith("/")) {
                        add(archives, "jar:" + url.toExternalForm() + "!/");
                    }
                }
            }
        }
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            File file = new File(entry);
            if (loader != ClassLoader.getPlatformClassLoader() && file.isFile()) {
                add(archives, "jar:" + file.toURI() + "!/");
            }
        }
        return archives;
    }

    private static void add(Map<String, URL> archives, String address) throws MalformedURLException {
        if (!archives.containsKey(address)) {
            archives.put(address, new URL(address));
        }
    }
}
