package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.AdoptOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history that is kept for several databases says nothing of an empty one. */
class OtherDatabasesTest {
    private static final History SQITCH = SqlHistories.sqitch();

    @TempDir
    Path directory;

    /** On MySQL and MariaDB sqitch's schema is a database of the server, by default one for all of them. */
    @Test
    void anEmptyDatabaseIsMigratedThoughTheServerHasAHistoryOfAnother() throws Exception {
        Path migrations = directory.resolve("migrations");
        SQITCH.writeFiles(migrations);
        try (Place deployed = Place.Kind.MARIADB.create(directory);
                Place empty = Place.Kind.MARIADB.create(directory);
                Place declared = Place.Kind.MARIADB.create(directory)) {
            deployed.execute("CREATE TABLE users (id INT PRIMARY KEY)", "CREATE DATABASE sqitch");
            try {
                Place registry = new Place(
                        deployed.url().replaceFirst("/[^/?]+(\\?|$)", "/sqitch$1"),
                        deployed.user(),
                        deployed.password(),
                        () -> {});
                SQITCH.make(registry, Place.Kind.MARIADB);

                assertThat(adopting(deployed, migrations).migrate().completed()).isEmpty();
                assertThat(adopting(deployed, migrations).ledger().events())
                        .extracting(LedgerEvent::origin)
                        .containsOnly(Origin.ADOPTED);

                assertRuns(adopting(empty, migrations));

                adopting(declared, migrations).declareEnvironment("test", "a new one");
                assertRuns(adopting(declared, migrations));
            } finally {
                deployed.execute("DROP DATABASE sqitch");
            }
        }
    }

    /** On SQLite it is a file in the directory of the databases. */
    @Test
    void whatTheLedgerItselfHasMadeIsNothingThatWasDeployed() throws Exception {
        Path migrations = directory.resolve("migrations");
        SQITCH.writeFiles(migrations);
        try (Place place = Place.sqlite(directory)) {
            Path file = Path.of(place.url().substring("jdbc:sqlite:".length())).resolveSibling("sqitch.db");
            SQITCH.make(new Place("jdbc:sqlite:" + file, "", "", () -> {}), Place.Kind.SQLITE);

            adopting(place, migrations).declareEnvironment("test", "a new one");

            assertRuns(adopting(place, migrations));
        }
    }

    private static Migrator adopting(Place place, Path migrations) {
        return place.migrator(migrations).adopt(AdoptOptions.ANY).build();
    }

    private static void assertRuns(Migrator migrator) {
        MigrateResult result = migrator.migrate();
        assertThat(result.completed()).extracting(done -> done.id().value()).containsExactly("users", "names");
    }
}
