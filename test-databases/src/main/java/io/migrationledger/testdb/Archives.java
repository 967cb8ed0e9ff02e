package io.migrationledger.testdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks the archives in which the servers come. */
final class Archives {
    private Archives() {}

    /**
     * Unpacks a tar file that lies in the class path. The system's {@code tar} does it, because it keeps symbolic links
     * and file modes and finds the compression by itself; for {@code .txz} it calls {@code xz}.
     */
    static void unpackTarResource(String resource, Path target) {
        try {
            Path copy = Files.createTempFile("testdb", ".tar");
            try (InputStream in = resource(resource).openStream()) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                Commands.run(List.of("tar", "--no-same-owner", "-xf", copy.toString(), "-C", target.toString()));
            } catch (ServerUnavailableException e) {
                throw new ServerUnavailableException(
                        "unpacking " + resource + " needs tar, gzip and xz: apt-get install tar gzip xz-utils", e);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks what is wanted below {@code folder} out of the jar in the class path that has {@code folder + marker}. */
    static void unpackJarFolder(String folder, String marker, Predicate<String> wanted, Path target) {
        try {
            JarURLConnection connection =
                    (JarURLConnection) resource(folder + marker).openConnection();
            connection.setUseCaches(false); // or closing it would close the class loader's own jar
            try (ZipFile jar = connection.getJarFile()) {
                unpackZip(jar, folder, wanted, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks what is wanted below a folder ({@code ""} or ending in a slash), without the folder's own name. */
    static void unpackZip(ZipFile archive, String folder, Predicate<String> wanted, Path target) throws IOException {
        for (ZipEntry entry : Collections.list(archive.entries())) {
            if (entry.isDirectory() || !entry.getName().startsWith(folder)) {
                continue;
            }
            String name = entry.getName().substring(folder.length());
            if (wanted.test(name)) {
                Path file = target.resolve(name);
                Files.createDirectories(file.getParent());
                try (InputStream in = archive.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
    }

    private static URL resource(String name) {
        URL url = Archives.class.getClassLoader().getResource(name);
        if (url == null) {
            throw new ServerUnavailableException(
                    name + " is not in the class path: is the server's archive excluded as a dependency?");
        }
        return url;
    }
}
