package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a new migration: all of them, each whole, or none; and no two of one version. */
class NewFilesTest {
    /** With it an up script has a name of 254 bytes, and a down script one that is too long. */
    private static final String LONG = "x".repeat(254 - "0001_.sql".length());

    private static final int AT_ONCE = 6;

    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory);
    }

    private List<String> files(Path where) throws IOException {
        try (Stream<Path> files = Files.walk(where)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void aNameThatJustFits() {
        assertThat(at.run("new", LONG).code()).isZero();
        assertThat(at.path("migrations/0001_" + LONG + ".sql")).isNotEmptyFile();
    }

    @Test
    void aDownScriptThatCannotBeWritten() {
        Workplace.Result result = at.run("new", LONG, "--down");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith(
                        "ML-1202  DIR/migrations/0001_" + LONG
                                + ".down.sql cannot be written: File name too long\n  now    Nothing in the database was changed.");
        assertThat(at.path("migrations")).as("a directory that it made").doesNotExist();
    }

    @Test
    void aGeneratedDownScriptThatCannotBeWritten() throws IOException {
        at.file("schema.sql", "CREATE TABLE users (id INTEGER);\n").migration("readme.txt", "");
        Workplace.Result result = at.run("generate", LONG, "--to", "schema.sql");
        assertThat(result.code()).as(result.err()).isEqualTo(1);
        assertThat(result.err()).contains(".down.sql cannot be written: File name too long");
        assertThat(files(at.path("migrations"))).containsExactly("readme.txt");
    }

    /** A run follows links, and so does whoever numbers the next migration. */
    @Test
    void aLinkedDirectoryIsCountedOnFrom() throws IOException {
        at.file("real/0001_users.sql", "SELECT 1;\n").file("shared/0007_orders.sql", "SELECT 1;\n");
        Files.createSymbolicLink(at.path("migrations"), at.path("real"));
        assertThat(at.run("new", "add avatar").out()).isEqualTo("Created DIR/migrations/0002_add_avatar.sql\n");
        Files.createSymbolicLink(at.path("real/of_all"), at.path("shared"));
        assertThat(at.run("new", "add street").out()).isEqualTo("Created DIR/migrations/0008_add_street.sql\n");
    }

    @Test
    void severalAtOnceHaveVersionsOfTheirOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (int round = 0; round < 5; round++) {
                CyclicBarrier together = new CyclicBarrier(AT_ONCE);
                List<Callable<Workplace.Result>> calls = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    String name = "step " + round + (char) ('a' + i) + (char) ('a' + i);
                    calls.add(() -> {
                        together.await();
                        return new Workplace(directory).run("new", "add " + name, "--down");
                    });
                }
                for (Future<Workplace.Result> call : threads.invokeAll(calls)) {
                    assertThat(call.get().err()).isEmpty();
                }
            }
        } finally {
            threads.shutdownNow();
        }
        List<String> files = files(at.path("migrations"));
        assertThat(files).hasSize(2 * 5 * AT_ONCE);
        assertThat(files.stream().map(name -> name.substring(0, 4)).distinct()).hasSize(5 * AT_ONCE);
    }

    @Test
    void theSameWordsAgain() {
        at.run("new", "add users");
        Workplace.Result again = at.run("new", "add users");
        assertThat(again.out()).isEqualTo("Created DIR/migrations/0002_add_users.sql\n");
    }
}
