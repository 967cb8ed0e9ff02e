package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint of Atlas: on a new database in place of the files up to it, elsewhere as if not there. */
class AtlasCheckpointTest {
    private static final String CHECKPOINT = "-- atlas:checkpoint\n\nCREATE TABLE a (x);\nCREATE TABLE b (x);\n";

    @TempDir
    Path directory;

    SourceFiles source;
    Sqlite database;
    Migrator migrator;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory.resolve("files"));
        source.file("20240101000000_a.sql", "CREATE TABLE a (x);").file("20240102000000_b.sql", "CREATE TABLE b (x);");
        database = new Sqlite(directory.resolve("test.db"));
        migrator = database.migrator(source.source());
    }

    private void checkpoint() {
        source.file("20240103000000_checkpoint.sql", CHECKPOINT).file("20240104000000_c.sql", "CREATE TABLE c (x);");
    }

    private List<String> ran() {
        return migrator.migrate().completed().stream()
                .map(one -> one.id().value())
                .toList();
    }

    @Test
    void onANewDatabaseItRunsInPlaceOfTheFilesUpToIt() {
        checkpoint();

        assertThat(ran()).containsExactly("20240103000000", "20240104000000");
        assertThat(ran()).isEmpty();
        assertThat(migrator.validate()).isEmpty();
    }

    @Test
    void whereAFileHasRunItIsAsGoodAsNotThere() {
        ran();
        checkpoint();

        assertThat(ran()).containsExactly("20240104000000");
        assertThat(migrator.status().problems()).isEmpty();
    }

    @Test
    void soItIsInTheNamesOfGolangMigrate() {
        SourceFiles others = new SourceFiles(directory.resolve("others"));
        others.file("1_a.up.sql", "CREATE TABLE a (x);")
                .file("2_b.up.sql", "CREATE TABLE b (x);")
                .file("3_checkpoint.up.sql", CHECKPOINT);

        assertThat(database.migrator(others.source()).migrate().completed())
                .extracting(one -> one.id().value())
                .containsExactly("3");
    }
}
