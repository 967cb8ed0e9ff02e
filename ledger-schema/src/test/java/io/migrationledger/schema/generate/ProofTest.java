package io.migrationledger.schema.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.schema.declared.DeclaredSchema;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Scripts that do not lead there and back are found before anybody gets them, whatever the reason. */
class ProofTest {
    private static final String WANTED = "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, avatar BLOB);";
    private static final String ADDS = "ALTER TABLE people ADD COLUMN avatar BLOB;";
    private static final String DROPS = "ALTER TABLE people DROP COLUMN avatar;";

    private final Map<String, String> migrations =
            Map.of("0001_people.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT);");

    private final SchemaGeneration generation =
            SchemaGeneration.on("jdbc:sqlite:", new Properties(), connection -> migrator(connection, migrations));

    private final GeneratedScripts scripts =
            generation.to(DeclaredSchema.sql("schema.sql", Map.of("schema.sql", WANTED)));

    private static Migrator migrator(Connection connection, Map<String, String> scripts) {
        return Migrator.of(connection)
                .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, scripts))
                .build();
    }

    private List<String> proved(String up, String down) {
        Map<String, String> all = new HashMap<>(migrations);
        all.put("0002_avatar.sql", up);
        if (!down.isEmpty()) {
            all.put("0002_avatar.down.sql", down);
        }
        return generation.prove(scripts, connection -> migrator(connection, all));
    }

    @Test
    void whatLeadsThereAndBackHolds() {
        assertThat(proved(scripts.upText(), scripts.downText())).isEmpty();
        assertThat(proved(ADDS, "")).isEmpty();
    }

    @Test
    void whatLeadsElsewhereDoesNot() {
        assertThat(proved("ALTER TABLE people ADD COLUMN avatar TEXT;", DROPS))
                .containsExactly("the up script leads elsewhere: table people, column avatar: type was BLOB, is TEXT");
        assertThat(proved(ADDS, DROPS + " CREATE TABLE rest (id INTEGER);"))
                .startsWith("the down script leads elsewhere: table rest was added");
    }

    @Test
    void whatDoesNotRunDoesNot() {
        assertThat(proved("ALTER TABLE nobody ADD COLUMN avatar BLOB;", DROPS))
                .singleElement()
                .asString()
                .startsWith("it does not run as a migration: ");
        assertThat(proved(ADDS, "ALTER TABLE people DROP COLUMN nothing;"))
                .singleElement()
                .asString()
                .startsWith("it does not run as a migration: ");
    }
}
