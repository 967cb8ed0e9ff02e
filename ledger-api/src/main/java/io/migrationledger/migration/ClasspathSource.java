package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.MISSING_DIRECTORY;
import static io.migrationledger.ErrorCode.UNREADABLE_FILE;

import io.migrationledger.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The {@code .sql} resources below a path of the class path, in directories and in jar files alike. */
final class ClasspathSource implements MigrationSource {
    private final String namespace;
    private final String root;
    private final ClassLoader loader;

    ClasspathSource(String namespace, String root, ClassLoader loader) {
        this.namespace = namespace;
        this.root = root.replaceAll("^/+|/+$", "");
        this.loader = loader;
    }

    @Override
    public List<Migration> migrations(List<String> fileVariants) {
        List<SqlFile> files = new ArrayList<>();
        try {
            List<URL> roots = Collections.list(loader.getResources(root));
            if (roots.isEmpty()) {
                throw LedgerException.input(
                        MISSING_DIRECTORY,
                        "nothing on the class path is named " + root,
                        "Package the migrations under that path, or name another one.");
            }
            for (URL url : roots) {
                collect(url, files);
            }
        } catch (IOException | URISyntaxException e) {
            throw new LedgerException(
                    UNREADABLE_FILE,
                    "the class path cannot be read at " + root,
                    LedgerException.NOTHING_CHANGED,
                    "Check the jar files of the application.",
                    e);
        }
        return new LayoutReader(namespace, fileVariants).read(files);
    }

    private void collect(URL url, List<SqlFile> files) throws IOException, URISyntaxException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.setUseCaches(false); // else closing the file below would close it for the whole program
            try (JarFile file = jar.getJarFile()) {
                file.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith(root + "/") && SqlFile.isNamed(name))
                        .sorted()
                        .forEach(name -> files.add(resource(name)));
            }
            return;
        }
        Path directory = Path.of(new URI(url.toString()));
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.filter(path -> SqlFile.isNamed(path.toString()) && !Files.isDirectory(path))
                    .sorted()
                    .forEach(path -> files.add(resource(
                            root + "/" + directory.relativize(path).toString().replace('\\', '/'))));
        }
    }

    private SqlFile resource(String name) {
        return new SqlFile(name.substring(name.lastIndexOf('/') + 1), new ResourceScript(name, loader));
    }

    private record ResourceScript(String name, ClassLoader loader) implements SqlScript {
        @Override
        public String location() {
            return "classpath:" + name;
        }

        @Override
        public InputStream open() throws IOException {
            InputStream stream = loader.getResourceAsStream(name);
            if (stream == null) {
                throw new IOException("no resource " + name);
            }
            return stream;
        }
    }
}
