package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.layouts.convert.Conversion;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changesets that run again: their place among the others, and what a rollback makes of their later runs. */
class LiquibaseOrderTest {
    private static final String HEAD = "--liquibase formatted sql\n";

    @TempDir
    Path directory;

    private SourceFiles files;

    @BeforeEach
    void files() {
        files = new SourceFiles(directory.resolve("files"));
    }

    private List<String> migrate(String database, MigrationSource source) {
        return ids(migrator(database, source).migrate());
    }

    private Migrator migrator(String database, MigrationSource source) {
        return new Sqlite(directory.resolve(database)).migrator(source);
    }

    private static List<String> ids(MigrateResult result) {
        return result.completed().stream().map(done -> done.id().value()).toList();
    }

    private void log() {
        files.file(
                        "00_log.sql",
                        HEAD + "--changeset m:log runAlways:true\nCREATE TABLE IF NOT EXISTS log (a);\n"
                                + "INSERT INTO log VALUES ('run');\n--rollback DROP TABLE log;\n")
                .file(
                        "01_users.sql",
                        HEAD + "--changeset m:1 runOnChange:true\nCREATE TABLE IF NOT EXISTS users (a);\n"
                                + "--changeset m:2 dbms:mysql runOnChange:true\nSELECT 1;\n"
                                + "--changeset m:3\nINSERT INTO users SELECT a FROM log;\n--rollback DELETE FROM users;\n"
                                + "--changeset m:4 runOnChange:true\nSELECT 1;\n");
    }

    @Test
    void whatRunsAgainKeepsItsPlaceOnANewDatabase() {
        log();

        assertThat(migrate("new.db", files.source()))
                .containsExactly(
                        "00_log.sql::log::m", "01_users.sql::1::m", "01_users.sql::3::m", "01_users.sql::4::m");
        assertThat(migrate("new.db", files.source())).containsExactly("00_log.sql::log::m");
    }

    @Test
    void aConvertedDirectoryKeepsThatOrderWithAFileBehindItToo() throws IOException {
        log();
        List<String> order = migrate("old.db", files.source());
        Path converted = directory.resolve("converted");
        Conversion.of(files.source()).write(converted);
        assertThat(migrate("new.db", Migrations.directory(converted))).isEqualTo(order);

        Files.writeString(converted.resolve("0009_more.sql"), "CREATE TABLE more AS SELECT a FROM users;");
        assertThat(migrate("newer.db", Migrations.directory(converted)))
                .containsExactlyElementsOf(
                        Stream.concat(order.stream(), Stream.of("0009")).toList());
        assertThat(migrate("new.db", Migrations.directory(converted))).containsExactly(order.get(0), "0009");
    }

    @Test
    void theLastBatchIsRolledBackWithoutTheFirstRunOfWhatRanAgain() throws IOException {
        log();
        for (boolean convert : List.of(false, true)) {
            MigrationSource source = files.source();
            if (convert) {
                Path converted = directory.resolve("again");
                Conversion.of(files.source()).write(converted);
                source = Migrations.directory(converted);
            }
            Migrator migrator = migrator("back" + convert + ".db", source);
            migrator.migrate();
            migrator.migrate(); // runs the log again

            MigrateResult nothing = migrator.rollback(RollbackOptions.LAST_BATCH);

            assertThat(ids(nothing)).isEmpty();
            assertThat(nothing.notes())
                    .filteredOn(note -> note.contains("roll back"))
                    .containsExactly(
                            "batch 2 holds nothing to roll back, only what runs again when it changes or in"
                                    + " every run: 00_log.sql::log::m; to go further back, give a number: batches 2, or steps 1");
            assertThat(ids(migrator.rollback(RollbackOptions.steps(1)))).containsExactly("01_users.sql::3::m");
            migrator.migrate();
            assertThat(ids(migrator.rollback(RollbackOptions.LAST_BATCH))).containsExactly("01_users.sql::3::m");
            assertThat(ids(migrator.rollback(RollbackOptions.ALL))).containsExactly("00_log.sql::log::m");
        }
    }

    @Test
    void aCallbackOfFlywayIsNoReasonToGoBackFurther() {
        files.file("V1__a.sql", "CREATE TABLE a (x);")
                .file("U1__a.sql", "DROP TABLE a;")
                .file("afterMigrate.sql", "SELECT 1;");
        Migrator migrator = migrator("flyway.db", files.source());
        migrator.migrate();
        migrator.migrate();

        MigrateResult nothing = migrator.rollback(RollbackOptions.LAST_BATCH);

        assertThat(ids(nothing)).isEmpty();
        assertThat(nothing.notes()).anyMatch(note -> note.startsWith("batch 2 holds nothing to roll back"));
        assertThat(ids(migrator.rollback(RollbackOptions.batches(2)))).containsExactly("1");
    }
}
