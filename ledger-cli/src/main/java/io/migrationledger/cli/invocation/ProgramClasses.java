package io.migrationledger.cli.invocation;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.MigrationSource;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Classes that are not the command's own: a program's migrations in Java, and drivers of other databases. */
public final class ProgramClasses {
    private ProgramClasses() {}

    /**
     * Lets this thread find the classes of these places, behind those of the command: as a library, which looks at the
     * thread's class loader, does for dialects and JDBC drivers.
     *
     * @throws LedgerException where one of them does not exist
     */
    static void use(List<Path> places) {
        Thread thread = Thread.currentThread();
        if (places.isEmpty() || thread.getContextClassLoader() instanceof Loader) {
            return;
        }
        List<URL> urls = new ArrayList<>();
        for (Path place : places) {
            if (!Files.exists(place)) {
                throw LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        "the class path names " + place + ", which does not exist",
                        "Build the program first, or correct --classpath.");
            }
            try {
                urls.add(place.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("a file without an address: " + place, e);
            }
        }
        thread.setContextClassLoader(new Loader(urls, thread.getContextClassLoader()));
    }

    /** Lets this thread find what it found before a command, and closes what the command had opened for it. */
    public static void leave(ClassLoader before) {
        Thread thread = Thread.currentThread();
        if (thread.getContextClassLoader() instanceof Loader loader && loader != before) {
            thread.setContextClassLoader(before);
            try {
                loader.close();
            } catch (IOException e) {
                // The command has ended: what it did stands, whatever becomes of its jars.
                LoggerFactory.getLogger("io.migrationledger").debug("the class path was not closed", e);
            }
        }
    }

    /**
     * Returns the sources with these class names.
     *
     * @throws LedgerException where a class is not there, or is no source that can be made
     */
    static List<MigrationSource> registries(List<String> names, Path here) {
        List<MigrationSource> registries = new ArrayList<>(names.size());
        for (String name : names) {
            registries.add(registry(name, here));
        }
        return registries;
    }

    private static MigrationSource registry(String name, Path here) {
        try {
            Class<?> type = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
            return type.asSubclass(MigrationSource.class).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw refused("the class " + name + " is not there", advice(name, here), e);
        } catch (ClassCastException | ReflectiveOperationException | LinkageError e) {
            throw refused(
                    name + " cannot be used (" + e + ")",
                    "It has to be public, to implement MigrationRegistry, and to have a public constructor without"
                            + " parameters.",
                    e);
        }
    }

    private static String advice(String name, Path here) {
        for (String source : List.of("src/main/java/%s.java", "src/main/kotlin/%s.kt")) {
            Path file = here.resolve(source.formatted(name.replace('.', '/')));
            if (Files.exists(file)) {
                return "Its source is " + file + ": build the program, and name its classes, such as --classpath"
                        + " target/classes.";
            }
        }
        return "Check its name, and --classpath. 'ledger new --java' writes one.";
    }

    private static LedgerException refused(String what, String next, Throwable cause) {
        return new LedgerException(
                ErrorCode.BAD_OPTION, "--registry: " + what, LedgerException.NOTHING_CHANGED, next, cause);
    }

    private static final class Loader extends URLClassLoader {
        Loader(List<URL> urls, ClassLoader parent) {
            super(urls.toArray(URL[]::new), parent);
        }
    }
}
