package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerSession;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library in other people's processes: threads and class loaders that are not its own. */
class ClassLoadersTest {
    private static final String SERVICES = "META-INF/services";

    @TempDir
    Path directory;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private String url() {
        return "jdbc:sqlite:" + directory.resolve("x.db");
    }

    @Test
    void aThreadWhoseClassLoaderKnowsNothing() throws Exception {
        try (URLClassLoader foreign = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(foreign);
            assertThat(new IsolatedRun().apply(url())).isEqualTo("1 of 2");
        }
    }

    @Test
    void aThreadWithoutAClassLoader() {
        Thread.currentThread().setContextClassLoader(null);

        assertThat(new IsolatedRun().apply(url())).isEqualTo("1 of 2");
    }

    /** As a plugin has it: the threads of the common pool have the program's class loader, and that another copy of all. */
    @Test
    void aThreadOfTheCommonPoolWhoseClassLoaderHasAnotherCopy() throws Exception {
        try (URLClassLoader plugin =
                new URLClassLoader(classPath(entry -> true), ClassLoader.getPlatformClassLoader())) {
            Function<String, String> run = isolated(plugin);
            String result =
                    ForkJoinPool.commonPool().submit(() -> run.apply(url())).get();

            assertThat(result).isEqualTo("1 of 2");
            assertThat(run.getClass()).isNotEqualTo(IsolatedRun.class);
        }
    }

    /** Two web applications of one server, each with its own copy of the library: to the operating system they are one process. */
    @Tag("slow")
    @Test
    void twoCopiesInOneProcessKeepEachOtherAndOtherProcessesOut() throws Exception {
        try (URLClassLoader application =
                new URLClassLoader(classPath(entry -> true), ClassLoader.getPlatformClassLoader())) {
            Function<String, String> run = isolated(application);
            try (LedgerSession held = Ledger.of(url(), new Properties()).lock(Duration.ZERO)) {
                assertThat(run.apply("locked:" + url()))
                        .contains(
                                "LOCK_TIMEOUT",
                                "process " + ProcessHandle.current().pid());
                OtherProcess.saying("LOCK_TIMEOUT", LockTest.Holder.class, url())
                        .waitFor();
                assertThat(held.state().head()).isEmpty();
            }
            assertThat(run.apply(url())).isEqualTo("1 of 2");
        }
    }

    @Test
    void aDialectThatOnlyTheJdbcDriversClassLoaderHas() throws Exception {
        try (URLClassLoader library = new URLClassLoader(
                        classPath(ClassLoadersTest::isOfTheLibrary), ClassLoader.getPlatformClassLoader());
                URLClassLoader drivers = new URLClassLoader(classPath(entry -> !isOfTheLibrary(entry)), library)) {
            Thread.currentThread().setContextClassLoader(library);
            Function<String, String> run = isolated(drivers);

            assertThat(run.apply("connection:" + url())).isEqualTo("1 of 2");
            assertThatThrownBy(() -> run.apply(url()))
                    .hasMessageContaining("ML-1001: no dialect for jdbc:sqlite: addresses")
                    .hasMessageContaining("Add the module io.migrationledger:dialect-sqlite");
        }
    }

    /** Whoever packs several jar files into one, and keeps one list of services of each name, loses the others. */
    @Test
    void classesThatWerePackedWithoutTheListOfServices() throws Exception {
        Path packed = directory.resolve("packed");
        List<URL> urls = new ArrayList<>();
        for (URL url : classPath(entry -> true)) {
            Path entry = Path.of(url.toURI());
            if (Files.exists(entry.resolve(SERVICES)) && entry.endsWith("target/classes")) {
                copy(entry, packed);
                urls.add(packed.toUri().toURL());
            } else {
                urls.add(url);
            }
        }
        assertThat(packed).isDirectory();
        try (URLClassLoader shaded =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(shaded);
            assertThat(shaded.getResource(SERVICES + "/io.migrationledger.spi.Dialect"))
                    .isNull();
            assertThat(isolated(shaded).apply(url())).isEqualTo("1 of 2");
        }
    }

    @SuppressWarnings("unchecked")
    private static Function<String, String> isolated(ClassLoader loader) throws ReflectiveOperationException {
        return (Function<String, String>)
                loader.loadClass(IsolatedRun.class.getName()).getConstructor().newInstance();
    }

    private static boolean isOfTheLibrary(String entry) {
        return entry.contains("ledger-api") || entry.contains("slf4j") || entry.contains("jspecify");
    }

    private interface Choice {
        boolean has(String entry);
    }

    private static URL[] classPath(Choice choice) throws Exception {
        List<URL> urls = new ArrayList<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(File.pathSeparator)) {
            if (choice.has(entry)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(new URL[0]);
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = from.relativize(file).toString();
                if (!name.startsWith(SERVICES)) {
                    Path copy = to.resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }
}
