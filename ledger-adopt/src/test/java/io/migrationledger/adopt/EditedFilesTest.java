package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.AdoptOptions;
import io.migrationledger.AdoptResult;
import io.migrationledger.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checksums over more than one file, and of another table: which file is named (AD-7). */
class EditedFilesTest {
    private static final String A = "CREATE TABLE a (id INT);\n";
    private static final String B = "-- atlas:sum ignored\nCREATE TABLE b (id INT);\n";
    private static final String C = "CREATE TABLE c (id INT);\n";

    @TempDir
    Path directory;

    private AdoptResult atlas(String edited) throws Exception {
        Path migrations = Files.createTempDirectory(directory, "migrations");
        Files.writeString(migrations.resolve("1_a.sql"), A);
        Files.writeString(migrations.resolve("2_b.sql"), B);
        Files.writeString(migrations.resolve("3_c.sql"), C);
        if (!edited.isEmpty()) {
            Files.writeString(migrations.resolve(edited), "CREATE TABLE other (id INT);\n");
        }
        try (Place place = Place.sqlite(directory)) {
            place.execute(
                    "CREATE TABLE atlas_schema_revisions (version text NOT NULL PRIMARY KEY, description text NOT NULL, type"
                            + " bigint, applied bigint, total bigint, executed_at datetime, execution_time bigint, error text,"
                            + " error_stmt text, hash text, partial_hashes text, operator_version text)",
                    SqlHistories.atlasRow("1", "2024-01-01 00:00:00", "1_a.sql" + A),
                    SqlHistories.atlasRow("2", "2024-01-02 00:00:00", "1_a.sql" + A + "2_b.sql" + B),
                    SqlHistories.atlasRow("3", "2024-01-03 00:00:00", "1_a.sql" + A + "2_b.sql" + B + "3_c.sql" + C));
            return place.migrator(migrations).build().plan(AdoptOptions.ANY);
        }
    }

    private static List<String> edited(AdoptResult result) {
        return result.problems().stream().map(Problem::what).toList();
    }

    @Test
    void ofAtlasTheFirstEditedFileIsNamedAndThoseBehindItAreNot() throws Exception {
        assertThat(edited(atlas(""))).isEmpty();
        assertThat(edited(atlas("1_a.sql"))).singleElement().asString().contains("1_a.sql: migration 1 was edited");
        assertThat(edited(atlas("2_b.sql"))).singleElement().asString().contains("2_b.sql: migration 2 was edited");
        assertThat(edited(atlas("3_c.sql"))).singleElement().asString().contains("3_c.sql: migration 3 was edited");
    }

    @Test
    void ofSqitchTheDeployScriptIsCompared() throws Exception {
        Path histories = Path.of("src/test/resources/histories/sqitch");
        try (Place place = Place.Kind.POSTGRES.create(directory)) {
            place.execute(Files.readString(histories.resolve("history.sql")));
            Path migrations = directory.resolve("sqitch");
            RealHistoriesTest.copy(histories.resolve("migrations"), migrations);
            Files.writeString(migrations.resolve("deploy/names.sql"), "INSERT INTO users VALUES (3);\n");
            Files.writeString(migrations.resolve("revert/users.sql"), "DROP TABLE IF EXISTS users;\n");

            AdoptResult result = place.migrator(migrations).build().plan(AdoptOptions.ANY);

            assertThat(edited(result))
                    .singleElement()
                    .asString()
                    .contains("deploy/names.sql: migration names#2 was edited")
                    .contains("checksum then ")
                    .contains(", now " + History.hex("SHA-1", "INSERT INTO users VALUES (3);\n"));
        }
    }
}
