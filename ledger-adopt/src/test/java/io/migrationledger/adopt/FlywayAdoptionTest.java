package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.AdoptOptions;
import io.migrationledger.AdoptResult;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Adopted.FileCheck;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories that the real Flyway made. */
class FlywayAdoptionTest {
    private static final String TABLE = "SELECT * FROM flyway_schema_history ORDER BY installed_rank";

    @TempDir
    Path directory;

    private Path migrations;

    @BeforeEach
    void write() throws Exception {
        migrations = Files.createDirectory(directory.resolve("migrations"));
        script("V1__users.sql", "-- who can sign in\r\nCREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40));\r\n");
        script("V2__names.sql", "\uFEFFINSERT INTO users VALUES (1, 'Ärger');\nINSERT INTO users VALUES (2, 'x');");
        script("V2_1__more.sql", "ALTER TABLE users ADD COLUMN mail VARCHAR(80);\n\n");
        script("R__names.sql", "UPDATE users SET name = 'none' WHERE name IS NULL;\n");
    }

    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void takesAHistoryOverAndGoesOn(Place.Kind kind) throws Exception {
        try (Place place = kind.create(directory)) {
            flyway(place).target("2").load().migrate();
            script("R__names.sql", "UPDATE users SET name = 'none' WHERE name IS NULL OR name = '';\n");
            flyway(place).load().migrate();
            List<String> before = place.rows(TABLE);
            Migrator migrator = place.migrator(migrations).build();

            assertThatThrownBy(migrator::migrate)
                    .isInstanceOfSatisfying(
                            LedgerException.class,
                            e -> assertThat(e.getMessage()).contains("AdoptOptions.ANY.from(\"flyway\")"));
            AdoptResult looked = migrator.plan(AdoptOptions.ANY);
            assertThat(looked.problems()).isEmpty();
            assertThat(migrator.ledger().head()).isEmpty();

            AdoptResult result = migrator.adopt(AdoptOptions.ANY);

            assertThat(result.tool()).isEqualTo("flyway");
            assertThat(result.lines()).isEqualTo(looked.lines());
            assertThat(result.events())
                    .extracting(event -> event.id().value())
                    .containsExactly("1", "2", "R__names", "2_1", "R__names");
            assertThat(result.events()).allSatisfy(event -> {
                assertThat(event.origin()).isEqualTo(Origin.ADOPTED);
                Adopted adopted = Adopted.of(event).orElseThrow();
                boolean earlier = event.sequence() == 3; // the repeatable one as it was before
                assertThat(adopted.file()).isEqualTo(earlier ? FileCheck.EDITED : FileCheck.EQUAL);
                assertThat(adopted.at()).isPresent();
                assertThat(adopted.took()).isPresent();
                assertThat(adopted.row()).containsKeys("installed_rank", "script", "success");
            });
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.adopt(AdoptOptions.ANY).doneBefore()).isTrue();
            assertThat(migrator.ledger().head().orElseThrow().sequence()).isEqualTo(5);

            script("V3__later.sql", "CREATE TABLE later (id INT PRIMARY KEY);");
            script("U3__later.sql", "DROP TABLE later;");
            MigrateResult ran = migrator.migrate();
            assertThat(ran.completed()).extracting(done -> done.id().value()).containsExactly("3");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(migrator.status().lines())
                    .extracting(line -> line.standing())
                    .containsOnly(Standing.APPLIED);
            assertThat(migrator.status().problems()).isEmpty();

            MigrateResult back = migrator.rollback(RollbackOptions.LAST_BATCH);
            assertThat(back.completed()).extracting(done -> done.id().value()).containsExactly("3");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(place.rows(TABLE)).isEqualTo(before);
        }
    }

    @Test
    void aBaselineMigrationThatFlywayRanStandsForAllBelow() throws Exception {
        script("B2__base.sql", "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40), of_base INT);\n");
        try (Place place = Place.sqlite(directory)) {
            flyway(place).load().migrate();
            List<String> before = place.rows(TABLE);
            assertThat(place.rows("SELECT version, type FROM flyway_schema_history ORDER BY installed_rank"))
                    .startsWith("2|SQL_BASELINE", "2.1|SQL");
            Migrator migrator = place.migrator(migrations).build();

            AdoptResult result = migrator.adopt(AdoptOptions.ANY);

            assertThat(result.problems()).isEmpty();
            assertThat(result.events())
                    .extracting(event -> event.id().value() + " " + event.origin())
                    .as("the baseline counts for each file below it, too")
                    .containsExactly("1 ADOPTED", "2 ADOPTED", "2_1 ADOPTED", "R__names ADOPTED");
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.status().problems()).isEmpty();
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(place.rows(TABLE)).isEqualTo(before);
        }
    }

    /** What the old files made is made by the base alone from now on. */
    @Test
    void aBaselineMigrationWhoseOldFilesAreGoneIsInEffectItself() throws Exception {
        try (Place place = Place.sqlite(directory)) {
            ranFromTheBase(place);
            script("V3__later.sql", "CREATE TABLE later (id INT PRIMARY KEY);");
            Migrator migrator = place.migrator(migrations).build();

            AdoptResult result = migrator.adopt(AdoptOptions.ANY);

            assertThat(result.problems()).isEmpty();
            assertThat(result.events())
                    .extracting(event -> event.id().value() + " " + event.origin())
                    .containsExactly("2 ADOPTED", "R__names ADOPTED");
            assertThat(migrator.migrate().completed())
                    .extracting(done -> done.id().value())
                    .containsExactly("3");
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.status().problems()).isEmpty();
            assertThat(migrator.status().lines())
                    .extracting(line -> line.id().value() + " " + line.standing())
                    .containsExactly("2 APPLIED", "3 APPLIED", "R__names APPLIED");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    /** The run that adopts goes on with the base that the history names. */
    @Test
    void aRunThatAdoptsFindsTheBaseInEffect() throws Exception {
        try (Place place = Place.sqlite(directory)) {
            ranFromTheBase(place);
            script("V3__later.sql", "CREATE TABLE later (id INT PRIMARY KEY);");
            Migrator migrator =
                    place.migrator(migrations).adopt(AdoptOptions.ANY).build();

            assertThat(migrator.plan(MigrateOptions.ALL).migrations())
                    .extracting(planned -> planned.migration().id().value())
                    .containsExactly("3");
            assertThat(migrator.migrate().completed())
                    .extracting(done -> done.id().value())
                    .containsExactly("3");
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.status().problems()).isEmpty();
        }
    }

    @Test
    void aBaselineMigrationThatWasEditedSinceIsNamed() throws Exception {
        try (Place place = Place.sqlite(directory)) {
            ranFromTheBase(place);
            script("B2__base.sql", "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(50));\n");
            Migrator migrator = place.migrator(migrations).build();

            assertThat(migrator.plan(AdoptOptions.ANY).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.EDITED));
            migrator.adopt(AdoptOptions.ANY.acceptEdited("a longer name"));
            assertThat(migrator.migrate().isUpToDate()).isTrue();
        }
    }

    /** Flyway made a new database with the base, and V1 and V2, which made the older ones, were deleted then. */
    private void ranFromTheBase(Place place) throws Exception {
        script("B2__base.sql", "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40));\n");
        Files.delete(migrations.resolve("V2_1__more.sql"));
        flyway(place).load().migrate();
        assertThat(place.rows("SELECT version, type FROM flyway_schema_history ORDER BY installed_rank"))
                .startsWith("2|SQL_BASELINE");
        Files.delete(migrations.resolve("V1__users.sql"));
        Files.delete(migrations.resolve("V2__names.sql"));
    }

    /** Flyway's checksum is of the text with the values in it, which are not known: it may have been edited. */
    @Test
    void aRepeatableScriptWithPlaceholdersRunsOnceMore() throws Exception {
        script("R__names.sql", "UPDATE users SET name = '${who}' WHERE id = 1;\n");
        try (Place place = Place.sqlite(directory)) {
            flyway(place).placeholders(Map.of("who", "then")).load().migrate();
            script("R__names.sql", "UPDATE users SET name = '${who} now' WHERE id = 1;\n");
            Migrator migrator =
                    place.migrator(migrations).placeholder("who", "then").build();

            AdoptResult result = migrator.adopt(AdoptOptions.ANY);

            LedgerEvent event = result.events().get(result.events().size() - 1);
            Adopted adopted = Adopted.of(event).orElseThrow();
            assertThat(event.id().value()).isEqualTo("R__names");
            assertThat(adopted.file()).isEqualTo(FileCheck.UNKNOWN);
            assertThat(event.header().checksum())
                    .isEqualTo("flyway:" + adopted.checksum().orElseThrow());
            assertThat(result.lines())
                    .filteredOn(line -> line.key().equals("names"))
                    .singleElement()
                    .extracting(AdoptResult.Line::said)
                    .isEqualTo("cannot be compared with the file; it runs again");
            assertThat(migrator.migrate().completed())
                    .extracting(done -> done.id().value())
                    .containsExactly("R__names");
            assertThat(place.rows("SELECT name FROM users WHERE id = 1")).containsExactly("then now");
            assertThat(migrator.migrate().isUpToDate()).isTrue();
        }
    }

    /** The base is no edited form of the version that it took the number of. */
    @Test
    void aVersionThatIsGoneIsNotTheBaseOfItsNumber() throws Exception {
        try (Place place = Place.sqlite(directory)) {
            flyway(place).load().migrate();
            Files.delete(migrations.resolve("V1__users.sql"));
            Files.delete(migrations.resolve("V2__names.sql"));
            script("B2__base.sql", "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40));\n");
            Migrator migrator = place.migrator(migrations).build();

            assertThat(migrator.adopt(AdoptOptions.ANY).problems()).isEmpty();
            assertThat(migrator.migrate().isUpToDate()).isTrue();
        }
    }

    private void script(String name, String text) throws Exception {
        Files.writeString(migrations.resolve(name), text);
    }

    private FluentConfiguration flyway(Place place) {
        return Flyway.configure()
                .dataSource(place.url(), place.user(), place.password())
                .validateOnMigrate(true)
                .locations("filesystem:" + migrations);
    }
}
