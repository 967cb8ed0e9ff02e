package io.migrationledger.migration;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Sources of migrations. What these return is safe for many threads and reads its files anew on every use. */
public final class Migrations {

    private Migrations() {}

    /** Returns the scripts of a directory and those below it, in the default namespace. */
    public static FileSource directory(Path directory) {
        return directory(MigrationId.DEFAULT_NAMESPACE, directory);
    }

    /** Returns the scripts of a directory and those below it, in a namespace. */
    public static FileSource directory(String namespace, Path directory) {
        return new ListedSource(namespace, new DirectoryFiles(directory));
    }

    /**
     * Returns the scripts below a path of the class path, in the default namespace: what the thread's class loader finds
     * there, or else the one of this library.
     */
    public static FileSource classpath(String path) {
        return classpath(MigrationId.DEFAULT_NAMESPACE, path);
    }

    /** Returns the scripts below a path of the class path, in a namespace; the class loaders are as for the default. */
    public static FileSource classpath(String namespace, String path) {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        Stream.of(Thread.currentThread().getContextClassLoader(), Migrations.class.getClassLoader())
                .filter(Objects::nonNull)
                .forEach(loaders::add);
        return new ListedSource(namespace, new ClasspathFiles(path, List.copyOf(loaders)));
    }

    /** Returns the scripts that one class loader has below a path, in a namespace. */
    public static FileSource classpath(String namespace, String path, ClassLoader loader) {
        return new ListedSource(namespace, new ClasspathFiles(path, List.of(loader)));
    }

    /**
     * Returns scripts that are held in memory, as a test or a program that writes its own SQL may have them.
     *
     * @param files the scripts' texts by file name, such as {@code 0001_create_users.sql}
     */
    public static FileSource scripts(String namespace, Map<String, String> files) {
        Map<String, String> copy = new LinkedHashMap<>(files);
        return new ListedSource(namespace, findings -> {
            DirectoryListing listing = new DirectoryListing("the scripts");
            copy.forEach((name, text) -> listing.add(new LayoutFile(name, new TextScript(name, text))));
            return Optional.of(listing);
        });
    }

    /**
     * Returns files that a program lists itself: out of an archive, say, or as it is about to write them.
     *
     * @param name what a person calls the place where they are
     */
    public static FileSource files(String namespace, String name, List<LayoutFile> files) {
        List<LayoutFile> copy = List.copyOf(files);
        return new ListedSource(namespace, findings -> Optional.of(DirectoryListing.of(name, copy)));
    }

    /**
     * Returns a script's checksum as the ledger records it: SHA-256 of its bytes without a byte order mark, and with every
     * line ending as one line feed, in hexadecimal.
     *
     * @throws io.migrationledger.LedgerException where it cannot be read or is not UTF-8
     */
    public static String checksum(SqlScript script) {
        return ScriptScan.of(script).checksum();
    }

    private record TextScript(String location, String text) implements SqlScript {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Returns migrations that are written in Java. */
    public static MigrationSource java(JavaMigration... migrations) {
        List<Migration> list = new ArrayList<>();
        for (JavaMigration code : migrations) {
            MigrationBody body = new MigrationBody.Code(code);
            list.add(new Migration(
                    code.id(),
                    code.description(),
                    false,
                    Sha256.hex("java:" + code.revision()),
                    body,
                    code.hasDown() ? Optional.of(body) : Optional.empty(),
                    Directives.NONE,
                    Header.NONE));
        }
        return fileVariants -> List.copyOf(list);
    }
}
