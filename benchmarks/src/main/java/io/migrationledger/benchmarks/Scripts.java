package io.migrationledger.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** The migrations that everybody runs: each makes a table and an index, inserts three rows and updates one. */
final class Scripts {
    private Scripts() {}

    /** Returns a new directory with so many migrations, in Flyway's layout, which the ledger reads as well. */
    static Directory write(int migrations) {
        Directory directory = Directory.temporary();
        try {
            for (int number = 1; number <= migrations; number++) {
                String table = "t" + number;
                Files.writeString(
                        directory.path().resolve(String.format(Locale.ROOT, "V%05d__step.sql", number)),
                        "CREATE TABLE " + table + " (id INT PRIMARY KEY, name VARCHAR(50));\n"
                                + "INSERT INTO " + table + " VALUES (1, 'a'), (2, 'b'), (3, 'c');\n"
                                + "CREATE INDEX " + table + "_name ON " + table + " (name);\n"
                                + "UPDATE " + table + " SET name = 'd' WHERE id = 2;\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }

    /** A directory that is deleted when it is closed. */
    record Directory(Path path) implements AutoCloseable {

        static Directory temporary() {
            try {
                return new Directory(Files.createTempDirectory("ledger-benchmark"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try (Stream<Path> paths = Files.walk(path)) {
                for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
