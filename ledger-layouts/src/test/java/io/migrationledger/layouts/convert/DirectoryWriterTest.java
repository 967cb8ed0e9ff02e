package io.migrationledger.layouts.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.LedgerException;
import io.migrationledger.migration.Migrations;
import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new directory is there as a whole or not at all (CV-3). */
class DirectoryWriterTest {
    private static final Map<String, String> SOURCE = new TreeMap<>(Map.of(
            "V1__a.sql", "SELECT 1;",
            "V1__a.sql.conf", "executeInTransaction=false",
            "sub/V2__b.sql", "SELECT 2;",
            "U1__a.sql", "SELECT 3;"));
    private static final List<String> WRITTEN =
            List.of("1_a.down.sql", "1_a.down.sql.ledger", "1_a.sql", "1_a.sql.ledger", "sub/2_b.sql");

    @TempDir
    Path place;

    private Path out;
    private List<ConvertedFile> files = List.of();

    @BeforeEach
    void begin() {
        out = place.resolve("migrations");
        files = Conversion.of(Migrations.scripts("main", SOURCE)).files();
    }

    private static final class BrokenOff extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static List<String> inside(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** Breaks off at a step, counted from 0, and returns whether it came to that. */
    private boolean breakOff(int at) {
        int[] step = new int[1];
        try {
            new DirectoryWriter(out, name -> {
                        if (step[0]++ == at) {
                            throw new BrokenOff();
                        }
                    })
                    .write(files);
            return false;
        } catch (BrokenOff e) {
            return true;
        }
    }

    @Test
    void brokenOffAtAnyStepItIsNotThereAndTheNextOneFinishes() throws IOException {
        int steps = 0;
        for (boolean empty : new boolean[] {false, true}) {
            for (int at = 0; ; at++) {
                if (empty) {
                    Files.createDirectory(out);
                }
                if (!breakOff(at)) {
                    break;
                }
                steps++;
                assertThat(Files.exists(out) ? inside(out) : List.of()).isEmpty();
                assertThat(Migrations.directory(place).migrations(List.of()))
                        .as("a directory that is not finished is not read")
                        .isEmpty();
                new DirectoryWriter(out, step -> {}).write(files);
                assertThat(inside(out)).isEqualTo(WRITTEN);
                assertThat(inside(place)).hasSize(WRITTEN.size());
                delete();
            }
            delete();
        }
        assertThat(steps).isEqualTo(2 * (WRITTEN.size() + 1) + 1);
    }

    private void delete() throws IOException {
        try (Stream<Path> paths = Files.walk(out)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void aHalfWrittenFileIsWrittenAgain() throws IOException {
        Path unfinished = Files.createDirectory(place.resolve(".migrations.unfinished"));
        Files.writeString(unfinished.resolve("1_a.sql"), "SELECT 1; and much more that was there before");

        new DirectoryWriter(out, step -> {}).write(files);

        assertThat(out.resolve("1_a.sql")).hasContent("SELECT 1;");
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Files.createDirectory(out);
        Files.writeString(out.resolve("mine.txt"), "mine");
        assertThatThrownBy(() -> new DirectoryWriter(out, step -> {}).write(files))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("ML-1002")
                .hasMessageContaining("no file is written over");
        assertThat(inside(place)).containsExactly("migrations/mine.txt");
    }

    @Test
    void othersFilesAreNotDeleted() throws IOException {
        Path unfinished = Files.createDirectory(place.resolve(".migrations.unfinished"));
        Files.writeString(unfinished.resolve("of_another_directory.sql"), "");
        assertThatThrownBy(() -> new DirectoryWriter(out, step -> {}).write(files))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("of_another_directory.sql");
        assertThat(inside(place)).containsExactly(".migrations.unfinished/of_another_directory.sql");
    }

    @Test
    void whatIsThereAfterAnErrorIsSaid() throws IOException {
        Files.createDirectories(place.resolve(".migrations.unfinished/1_a.sql"));
        assertThatThrownBy(() -> new DirectoryWriter(out, step -> {}).write(files))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("migrations cannot be written")
                .hasMessageContaining("What was written so far is in " + place.resolve(".migrations.unfinished"));
        assertThat(out).doesNotExist();
    }

    @Test
    void aSourceThatCannotBeReadIsNamed() {
        List<ConvertedFile> broken = new ArrayList<>(files);
        broken.add(new ConvertedFile("3_c.sql", "old/V3__c.sql", new Gone()));
        assertThatThrownBy(() -> new DirectoryWriter(out, step -> {}).write(broken))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("old/V3__c.sql cannot be read")
                .hasMessageNotContaining("cannot be written")
                .hasMessageContaining("What was written so far is in " + place.resolve(".migrations.unfinished"));
        assertThat(out).doesNotExist();
    }

    private record Gone() implements SqlScript {
        @Override
        public String location() {
            return "old/V3__c.sql";
        }

        @Override
        public InputStream open() throws IOException {
            throw new NoSuchFileException(location());
        }
    }

    @Test
    void neitherDirectoryIsInTheOther() throws IOException {
        Path source = Files.createDirectories(place.resolve("source/db"));
        Files.writeString(source.resolve("V1__a.sql"), "SELECT 1;");
        Path link = Files.createSymbolicLink(place.resolve("link"), place.resolve("source"));
        Conversion conversion = Conversion.of(Migrations.directory(source));
        for (Path inside : List.of(source, source.resolve("new"), link.resolve("db/a/new"), link)) {
            assertThatThrownBy(() -> conversion.write(inside))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("ML-1002")
                    .hasMessageContaining("would be read with");
        }
        assertThat(inside(place)).containsExactly("source/db/V1__a.sql");
        conversion.write(link.resolve("new"));
        assertThat(inside(place)).containsExactly("source/db/V1__a.sql", "source/new/1_a.sql");
    }
}
