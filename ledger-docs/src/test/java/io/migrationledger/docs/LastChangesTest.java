package io.migrationledger.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.schema.SchemaItem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SD-1: which migration last changed an object. */
class LastChangesTest {
    @TempDir
    Path directory;

    private Connection connection;
    private Migrator migrator;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        migrator = Migrator.of(connection)
                .source(Migrations.directory("main", directory))
                .build();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void migration(String name, String sql) throws Exception {
        Files.writeString(directory.resolve(name), sql);
    }

    private Map<String, String> known() {
        LastChanges changes = new LastChanges();
        migrator.ledger().forEach(changes);
        Map<String, String> known = new TreeMap<>();
        for (SchemaItem item : migrator.ledger().snapshot().items().toList()) {
            changes.of(item)
                    .ifPresent(change ->
                            known.put(item.name(), change.migration() + (change.rolledBack() ? " back" : "")));
        }
        return known;
    }

    @Test
    void theLastOneCountsAndRowsDoNot() throws Exception {
        migration("0001_a.sql", "CREATE TABLE a (id INT); CREATE TABLE \"B\" (id INT); CREATE TABLE c (id INT);");
        migration("0002_b.sql", "ALTER TABLE b ADD COLUMN more INT; INSERT INTO a VALUES (1);");
        migration("0003_c.sql", "ALTER TABLE c RENAME TO d; CREATE VIEW v AS SELECT * FROM a;");
        migrator.migrate(MigrateOptions.ALL);

        assertThat(known())
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "0001", "B", "0002", "d", "0003", "v", "0003"));
    }

    @Test
    void aRollbackIsAChangeToo() throws Exception {
        migration("0001_a.sql", "CREATE TABLE a (id INT);");
        migration("0002_b.sql", "ALTER TABLE a ADD COLUMN more INT;");
        migration("0002_b.down.sql", "ALTER TABLE a DROP COLUMN more;");
        migrator.migrate(MigrateOptions.ALL);
        migrator.rollback(RollbackOptions.steps(1));

        assertThat(known()).isEqualTo(Map.of("a", "0002 back"));
    }

    /** One of another schema has the same name: which of both a page is of, the names do not tell. */
    @Test
    void whereAnObjectMayBeTwoNothingIsSaid() throws Exception {
        migration("0001_a.sql", "CREATE TABLE a (id INT); CREATE TABLE main.b (id INT);");
        migration("0002_other.sql", "CREATE TEMP TABLE other (id INT); CREATE TABLE temp.a (id INT);");
        migrator.migrate(MigrateOptions.ALL);

        assertThat(known()).isEqualTo(Map.of("b", "0001"));
    }

    /** The event names a hundred objects: nobody knows what else was changed. */
    @Test
    void whereMoreWasChangedThanIsNamedNothingOlderIsReliedOn() throws Exception {
        migration("0001_a.sql", "CREATE TABLE a (id INT);");
        migration(
                "0002_many.sql",
                IntStream.range(0, 120)
                        .mapToObj(i -> "CREATE TABLE t" + i + " (id INT);")
                        .collect(Collectors.joining("\n")));
        migrator.migrate(MigrateOptions.ALL);

        assertThat(known()).hasSize(100).doesNotContainKey("a").containsEntry("t0", "0002");
    }
}
