package io.migrationledger.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.migrationledger.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that are not on the computer's own disk. */
class FileSystemsTest {
    @TempDir
    Path directory;

    @Test
    void aFileSystemInMemory() throws Exception {
        for (Configuration kind : List.of(Configuration.unix(), Configuration.windows())) {
            try (FileSystem files = Jimfs.newFileSystem(kind)) {
                reads(files.getPath("db"));
            }
        }
    }

    @Test
    void anArchive() throws Exception {
        try (FileSystem files = FileSystems.newFileSystem(directory.resolve("x.zip"), Map.of("create", "true"))) {
            reads(files.getPath("/db"));
        }
    }

    private static void reads(Path db) throws Exception {
        Files.createDirectories(db.resolve("deep"));
        Files.writeString(db.resolve("0001_a.sql"), "SELECT 1;");
        Files.writeString(db.resolve("deep/0002_b.sql"), "SELECT 2;");
        Files.writeString(db.resolve("deep/0002_b.down.sql"), "SELECT 3;");

        List<Migration> all = Migrations.directory(db).migrations(List.of());
        assertThat(SourceFiles.ids(all)).containsExactly("0001", "0002");
        try (var in = ((MigrationBody.Script) all.get(1).up()).script().open()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("SELECT 2;");
        }
        assertThat(all.get(1).down()).isPresent();

        Files.writeString(db.resolve("deep/x.sql"), "");
        assertThat(SourceFiles.refused(
                                ErrorCode.BAD_NAME,
                                () -> Migrations.directory(db).migrations(List.of()))
                        .what())
                .contains(db.resolve("deep/x.sql").toString());
    }
}
