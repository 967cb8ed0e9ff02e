package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.AdoptOptions;
import io.migrationledger.AdoptResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.Adopted;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.ibatis.migration.FileMigrationLoader;
import org.apache.ibatis.migration.operations.DownOperation;
import org.apache.ibatis.migration.operations.UpOperation;
import org.apache.ibatis.migration.options.DatabaseOperationOption;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A history that the real MyBatis Migrations made. */
class MyBatisAdoptionTest {
    private static final String TABLE = "SELECT * FROM CHANGELOG ORDER BY id";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void takesAHistoryOverAndGoesOn(Place.Kind kind) throws Exception {
        Path theirs = Files.createDirectory(directory.resolve("scripts"));
        Files.writeString(
                theirs.resolve("20240101000000_create_changelog.sql"),
                "-- // Create Changelog\nCREATE TABLE ${changelog} (ID NUMERIC(20,0) NOT NULL, APPLIED_AT VARCHAR(25) NOT"
                        + " NULL, DESCRIPTION VARCHAR(255) NOT NULL);\n-- //@UNDO\nDROP TABLE ${changelog};\n");
        Files.writeString(
                theirs.resolve("20240102000000_users.sql"),
                "-- // Users\nCREATE TABLE users (id INT PRIMARY KEY);\n-- //@UNDO\nDROP TABLE users;\n");
        Files.writeString(
                theirs.resolve("20240103000000_mails.sql"),
                "-- // Mails\nALTER TABLE users ADD COLUMN mail TEXT;\n-- //@UNDO\nALTER TABLE users DROP COLUMN mail;\n");
        Path ours = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(ours.resolve("20240102000000_users.sql"), "CREATE TABLE users (id INT PRIMARY KEY);\n");
        Files.writeString(ours.resolve("20240103000000_mails.sql"), "ALTER TABLE users ADD COLUMN mail TEXT;\n");
        Files.writeString(ours.resolve("20240104000000_later.sql"), "CREATE TABLE later (id INT);\n");
        Files.writeString(ours.resolve("20240104000000_later.down.sql"), "DROP TABLE later;\n");
        try (Place place = kind.create(directory);
                PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Properties variables = new Properties();
            variables.setProperty("changelog", "CHANGELOG");
            FileMigrationLoader loader = new FileMigrationLoader(theirs.toFile(), "UTF-8", variables);
            DatabaseOperationOption options = new DatabaseOperationOption();
            new UpOperation().operate(place::connect, loader, options, nowhere);
            new DownOperation().operate(place::connect, loader, options, nowhere);
            new UpOperation().operate(place::connect, loader, options, nowhere);
            List<String> before = place.rows(TABLE);
            Migrator migrator = place.migrator(ours).build();

            AdoptResult result = migrator.adopt(AdoptOptions.ANY);

            assertThat(result.tool()).isEqualTo("mybatis");
            assertThat(result.events())
                    .extracting(event -> event.id().value() + " " + event.origin())
                    .containsExactly(
                            "20240101000000 ADOPTED",
                            "20240101000000 FORGOTTEN",
                            "20240102000000 ADOPTED",
                            "20240103000000 ADOPTED");
            assertThat(Adopted.of(result.events().get(2)).orElseThrow().at().orElse(""))
                    .matches("20\\d\\d-.*T.*");
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(migrator.status().problems()).isEmpty();
            assertThat(migrator.rollback(RollbackOptions.LAST_BATCH).completed())
                    .hasSize(1);
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(place.rows(TABLE)).isEqualTo(before).hasSize(3);

            new DownOperation().operate(place::connect, loader, options, nowhere);
            assertThat(place.rows(TABLE)).as("the tool still works").hasSize(2);
        }
    }
}
