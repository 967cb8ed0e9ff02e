package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.AdoptOptions;
import io.migrationledger.Migrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of Atlas: their texts count for the checksums of the files behind them (AD-7). */
class AtlasCheckpointAdoptionTest {
    private static final String A = "CREATE TABLE a (id INT);\n";
    private static final String B = "CREATE TABLE b (id INT);\n";
    private static final String CHECKPOINT = "-- atlas:checkpoint\n\n" + A + B;
    private static final String D = "CREATE TABLE d (id INT);\n";
    private static final String E = "CREATE TABLE e (id INT);\n";

    private static final String UP_TO_A = "1_a.sql" + A;
    private static final String UP_TO_B = UP_TO_A + "2_b.sql" + B;
    private static final String UP_TO_CHECKPOINT = UP_TO_B + "3_checkpoint.sql" + CHECKPOINT;
    private static final String UP_TO_D = UP_TO_CHECKPOINT + "4_d.sql" + D;

    @TempDir
    Path directory;

    Path migrations;
    Place place;

    @BeforeEach
    void files() throws Exception {
        migrations = Files.createTempDirectory(directory, "migrations");
        file("1_a.sql", A);
        file("2_b.sql", B);
        file("3_checkpoint.sql", CHECKPOINT);
        file("4_d.sql", D);
        place = Place.sqlite(directory);
        place.execute(
                "CREATE TABLE atlas_schema_revisions (version text NOT NULL PRIMARY KEY, description text NOT NULL, type"
                        + " bigint, applied bigint, total bigint, executed_at datetime, execution_time bigint, error text,"
                        + " error_stmt text, hash text, partial_hashes text, operator_version text)");
    }

    @AfterEach
    void end() throws Exception {
        place.close();
    }

    private void file(String name, String text) throws Exception {
        Files.writeString(migrations.resolve(name), text);
    }

    private Migrator.Builder migrator() {
        return place.migrator(migrations);
    }

    /** Adopts, and returns what is in effect then. */
    private List<String> adopted() {
        assertThat(migrator().build().adopt(AdoptOptions.ANY).problems()).isEmpty();
        List<String> ids = new ArrayList<>();
        migrator().build().ledger().state().migrations().stream()
                .filter(one -> one.isInEffect())
                .forEach(one -> ids.add(one.id().value()));
        return ids;
    }

    private void thenAllIsDoneBut(Migrator migrator, String... next) throws Exception {
        file("5_e.sql", E);
        assertThat(migrator.migrate().completed())
                .extracting(one -> one.id().value())
                .containsExactly(next);
        assertThat(migrator.status().problems()).isEmpty();
        assertThat(migrator.migrate().isUpToDate()).isTrue();
    }

    @Test
    void whereTheFilesHaveRunTheCheckpointIsAsGoodAsNotThere() throws Exception {
        place.execute(
                SqlHistories.atlasRow("1", "2024-01-01 00:00:00", UP_TO_A),
                SqlHistories.atlasRow("2", "2024-01-02 00:00:00", UP_TO_B),
                SqlHistories.atlasRow("4", "2024-01-04 00:00:00", UP_TO_D));

        assertThat(adopted()).containsExactly("1", "2", "4");
        thenAllIsDoneBut(migrator().build(), "5");
    }

    @Test
    void whereTheCheckpointHasRunTheFilesBelowItCountAsInEffect() throws Exception {
        place.execute(
                SqlHistories.atlasRow("3", "2024-01-03 00:00:00", UP_TO_CHECKPOINT),
                SqlHistories.atlasRow("4", "2024-01-04 00:00:00", UP_TO_D));

        assertThat(adopted()).containsExactly("1", "2", "4");
        thenAllIsDoneBut(migrator().build(), "5");
    }

    @Test
    void aRunThatAdoptsGoesOnBehindTheCheckpoint() throws Exception {
        place.execute(SqlHistories.atlasRow("3", "2024-01-03 00:00:00", UP_TO_CHECKPOINT));

        thenAllIsDoneBut(migrator().adopt(AdoptOptions.ANY).build(), "4", "5");
    }

    @Test
    void whereTheFilesBelowAreGoneTheCheckpointIsInEffect() throws Exception {
        Files.delete(migrations.resolve("1_a.sql"));
        Files.delete(migrations.resolve("2_b.sql"));
        place.execute(SqlHistories.atlasRow("3", "2024-01-03 00:00:00", "3_checkpoint.sql" + CHECKPOINT));

        assertThat(adopted()).containsExactly("3");
        thenAllIsDoneBut(migrator().build(), "4", "5");
    }
}
