package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.AdoptOptions;
import io.migrationledger.AdoptResult;
import io.migrationledger.AdoptResult.Effect;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Adopted.FileCheck;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories that the real Liquibase made. */
class LiquibaseAdoptionTest {
    private static final String TABLE = "SELECT * FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED";

    @TempDir
    Path directory;

    private Path changelogs;

    @BeforeEach
    void write() throws Exception {
        changelogs = Files.createDirectories(directory.resolve("db/changelog"));
        Files.writeString(changelogs.resolve("shop.sql"), """
                --liquibase formatted sql

                --changeset kim:users
                CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40));
                --rollback DROP TABLE users;

                --changeset kim:names
                INSERT INTO users VALUES (1, 'Kim');
                INSERT INTO users VALUES (2, 'Lee');
                --rollback DELETE FROM users;

                --changeset lee:names
                UPDATE users SET name = 'Leigh' WHERE id = 2;
                --rollback UPDATE users SET name = 'Lee' WHERE id = 2;
                """);
    }

    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void takesAHistoryOverAndGoesOn(Place.Kind kind) throws Exception {
        try (Place place = kind.create(directory)) {
            update(place, "db/changelog/shop.sql", 2);
            List<String> before = place.rows(TABLE);
            Migrator migrator = place.migrator(changelogs).build();

            AdoptResult result = migrator.adopt(AdoptOptions.ANY);

            assertThat(result.tool()).isEqualTo("liquibase");
            assertThat(result.lines())
                    .extracting(AdoptResult.Line::effect)
                    .containsExactly(Effect.ADOPTED, Effect.ADOPTED, Effect.PENDING);
            List<Adopted> adopted = result.events().stream()
                    .map(event -> Adopted.of(event).orElseThrow())
                    .toList();
            assertThat(adopted).extracting(Adopted::key).containsExactly("users", "names");
            assertThat(adopted).allSatisfy(row -> {
                assertThat(row.file()).isEqualTo(FileCheck.UNKNOWN);
                assertThat(row.checksum().orElseThrow()).contains(":");
                assertThat(row.at()).isPresent();
                assertThat(row.batch()).isPresent();
                assertThat(row.type()).isEqualTo("EXECUTED");
            });
            // The third was pending: it runs now, and no other.
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(place.rows("SELECT name FROM users ORDER BY id")).containsExactly("Kim", "Leigh");
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.status().problems()).isEmpty();
            assertThat(migrator.rollback(RollbackOptions.LAST_BATCH).completed())
                    .hasSize(1);
            assertThat(place.rows("SELECT name FROM users ORDER BY id")).containsExactly("Kim", "Lee");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(place.rows(TABLE)).isEqualTo(before);
            // Going back: Liquibase goes on where it was.
            update(place, "db/changelog/shop.sql", 9);
            assertThat(place.rows("SELECT name FROM users ORDER BY id")).containsExactly("Kim", "Leigh");
        }
    }

    /** A changeset's 1 is no version: 0001 here has nothing to do with it. */
    @Test
    void aNumberOfAChangesetIsNoVersion() throws Exception {
        Files.writeString(changelogs.resolve("shop.sql"), """
                --liquibase formatted sql

                --changeset kim:1
                CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40));

                --changeset kim:add-names
                INSERT INTO users VALUES (1, 'Kim');
                """);
        try (Place place = Place.sqlite(directory)) {
            update(place, "db/changelog/shop.sql", 9);
            Path own = Files.createDirectories(directory.resolve("own"));
            Files.writeString(own.resolve("0001_add_orders.sql"), "CREATE TABLE orders (id INT PRIMARY KEY);\n");

            AdoptResult looked = place.migrator(own).build().plan(AdoptOptions.ANY);

            assertThat(looked.lines())
                    .filteredOn(line -> line.effect() == Effect.ADOPTED)
                    .extracting(AdoptResult.Line::id)
                    .doesNotContain(Optional.of(MigrationId.of("main", "0001")));
        }
    }

    /** Its checksum is not computed here, so it may have been edited since Liquibase ran it. */
    @Test
    void whatRunsOnEachChangeRunsOnceMore() throws Exception {
        String view = """
                --liquibase formatted sql

                --changeset kim:users
                CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40));

                --changeset kim:view runOnChange:true splitStatements:true
                DROP VIEW IF EXISTS names;
                CREATE VIEW names AS SELECT %s FROM users;
                """;
        Files.writeString(changelogs.resolve("shop.sql"), view.formatted("name"));
        try (Place place = Place.sqlite(directory)) {
            update(place, "db/changelog/shop.sql", 9);
            Files.writeString(changelogs.resolve("shop.sql"), view.formatted("id, name"));
            Migrator migrator = place.migrator(changelogs).build();

            AdoptResult result = migrator.adopt(AdoptOptions.ANY);

            assertThat(result.lines())
                    .extracting(AdoptResult.Line::said)
                    .containsExactly("", "cannot be compared with the file; it runs again");
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(place.rows("SELECT id, name FROM names")).isEmpty();
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.status().problems()).isEmpty();
        }
    }

    @Test
    void whatARunWillRefuseIsNotSaidToRun() throws Exception {
        try (Place place = Place.sqlite(directory)) {
            update(place, "db/changelog/shop.sql", 9);
            Files.writeString(
                    changelogs.resolve("shop.sql"),
                    "\n--changeset lee:later labels:eu\nSELECT 1;\n",
                    StandardOpenOption.APPEND);

            AdoptResult result = place.migrator(changelogs).build().adopt(AdoptOptions.ANY);

            assertThat(result.lines())
                    .filteredOn(line -> line.effect() == Effect.PENDING)
                    .singleElement()
                    .extracting(AdoptResult.Line::said)
                    .asString()
                    .startsWith("refused: ")
                    .contains("labels (nobody said which are meant)");
        }
    }

    @Test
    void changelogsInXmlAreTakenOverByName() throws Exception {
        Files.writeString(directory.resolve("db/shop.xml"), """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                  <changeSet id="1" author="kim"><sql>CREATE TABLE users (id INT PRIMARY KEY)</sql></changeSet>
                </databaseChangeLog>
                """);
        Path ours = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(ours.resolve("0001_later.sql"), "CREATE TABLE later (id INT);");
        try (Place place = Place.sqlite(directory)) {
            update(place, "db/shop.xml", 9);
            Migrator migrator = place.migrator(ours)
                    .adopt(AdoptOptions.ANY.from("liquibase"))
                    .build();
            assertThat(migrator.migrate().completed()).hasSize(1);
            var first = migrator.ledger().events().get(0);
            assertThat(first.id().namespace()).isEqualTo("liquibase");
            assertThat(first.id().value()).isEqualTo("db/shop.xml::1::kim");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    private void update(Place place, String changelog, int most) throws Exception {
        try (Connection connection = place.connect()) {
            Liquibase liquibase = new Liquibase(
                    changelog,
                    new DirectoryResourceAccessor(directory),
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection)));
            liquibase.update(most, "");
        }
    }
}
