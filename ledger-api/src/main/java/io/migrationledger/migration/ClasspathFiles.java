package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.MISSING_DIRECTORY;
import static io.migrationledger.ErrorCode.UNREADABLE_FILE;

import io.migrationledger.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * The resources below a path of the class path: in directories, in jar files, in jar files inside of others,
 * and in modules.
 */
final class ClasspathFiles implements ListedSource.Files {
    private final String root;
    private final List<ClassLoader> loaders;

    /**
     * Names resources.
     *
     * @param loaders where to look, the first that has something counts
     */
    ClasspathFiles(String root, List<ClassLoader> loaders) {
        this.root = root.replaceAll("^/+|/+$", "");
        this.loaders = List.copyOf(loaders);
    }

    @Override
    public Optional<DirectoryListing> list(Findings findings) {
        DirectoryListing listing = new DirectoryListing("classpath:" + root);
        try {
            if (!listed(listing, findings)) {
                findings.problem(new Problem(
                        MISSING_DIRECTORY,
                        Optional.empty(),
                        "nothing on the class path is named " + root,
                        "Package the migrations under that path, or name another one."));
            }
        } catch (IOException e) {
            findings.problem(new Problem(
                    UNREADABLE_FILE,
                    Optional.empty(),
                    "the class path cannot be read at " + root + " (" + e + ")",
                    "Check the jar files of the application."));
        }
        return Optional.of(listing);
    }

    /** Looks in the places from the cheapest to the dearest, and stops where something is. */
    private boolean listed(DirectoryListing listing, Findings findings) throws IOException {
        for (ClassLoader loader : loaders) {
            Map<String, URL> roots = new LinkedHashMap<>();
            Collections.list(loader.getResources(root)).forEach(url -> roots.put(url.toExternalForm(), url));
            for (URL url : roots.values()) {
                collect(url, loader, listing, findings);
            }
            if (!roots.isEmpty()) {
                return true;
            }
        }
        for (ClassLoader loader : loaders) {
            // Some packagers leave the entries of directories out, and then the path itself is no resource.
            List<String> names = ClasspathArchives.below(loader, root);
            names.forEach(name -> add(listing, name, () -> stream(loader, name)));
            if (!names.isEmpty()) {
                return true;
            }
        }
        Map<String, ModuleResources.Resource> inModules = ModuleResources.below(root);
        inModules.forEach((name, resource) -> add(listing, name, resource::open));
        return !inModules.isEmpty();
    }

    private void collect(URL url, ClassLoader loader, DirectoryListing listing, Findings findings) throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.setUseCaches(false); // else closing the file below would close it for the whole program
            // In an archive inside of another the path in the archive is not the path on the class path.
            String inside = String.valueOf(jar.getEntryName()).replaceAll("/+$", "");
            try (JarFile file = jar.getJarFile()) {
                file.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith(inside + "/") && !name.endsWith("/"))
                        .map(name -> root + name.substring(inside.length()))
                        .sorted()
                        .forEach(name -> add(listing, name, () -> stream(loader, name)));
            }
            return;
        }
        Optional<Path> directory = path(url);
        if (directory.isEmpty()) {
            findings.problem(new Problem(
                    UNREADABLE_FILE,
                    Optional.empty(),
                    "the class path at " + root + " cannot be listed: " + url.getProtocol()
                            + ": addresses name no files",
                    "Read the scripts from a directory, or hand their texts over (Migrations.scripts)."));
            return;
        }
        List<Path> files = new ArrayList<>();
        DirectoryFiles.walk(directory.get(), files, findings);
        Collections.sort(files);
        for (Path file : files) {
            String name =
                    root + "/" + directory.get().relativize(file).toString().replace('\\', '/');
            add(listing, name, () -> stream(loader, name));
        }
    }

    private static Optional<Path> path(URL url) {
        try {
            URI uri = uri(url);
            try {
                return Optional.of(Path.of(uri));
            } catch (FileSystemNotFoundException e) {
                FileSystems.newFileSystem(
                        uri, Map.of()); // a native image has its resources in one, once it is asked for
                return Optional.of(Path.of(uri));
            }
        } catch (URISyntaxException
                | IOException
                | IllegalArgumentException
                | FileSystemNotFoundException
                | ProviderNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Some class loaders do not escape blanks. */
    private static URI uri(URL url) throws URISyntaxException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            return new URI(url.getProtocol(), url.getHost(), url.getPath(), null);
        }
    }

    private void add(DirectoryListing listing, String name, FileScript.Opener opener) {
        listing.add(new LayoutFile(
                name.substring(root.length() + 1), new FileScript("classpath:" + name, opener, listing.room())));
    }

    private static InputStream stream(ClassLoader loader, String name) throws IOException {
        InputStream stream = loader.getResourceAsStream(name);
        if (stream == null) {
            throw new IOException("no resource " + name);
        }
        return stream;
    }
}
