package io.migrationledger.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.RollbackOptions;
import io.migrationledger.audit.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AU-7. An import is refused where tables are not there that migrations made and did not drop. */
class ImportFitsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private Path migrations;

    @BeforeEach
    void begin() throws Exception {
        migrations = Files.createTempDirectory(directory, "migrations");
    }

    private void script(String name, String text) throws Exception {
        Files.writeString(migrations.resolve(name), text);
    }

    /** Made: orders, people (as users), lines, a view. Gone: old_table, undone. */
    private ExportImport exported(Place from) throws Exception {
        script(
                "0001_a.sql",
                "CREATE TABLE orders (id INT);\nCREATE TABLE users (id INT);\nCREATE TABLE old_table (id INT);\n");
        script("0002_b.sql", "ALTER TABLE users RENAME TO people;\nDROP TABLE old_table;\n");
        script("0003_c.sql", "CREATE TABLE lines_1 (id INT);\nCREATE VIEW all_orders AS SELECT id FROM orders;\n");
        script("0004_d.sql", "CREATE TABLE undone (id INT);\n");
        script("0004_d.down.sql", "DROP TABLE undone;\n");
        from.migrator(migrations).build().migrate();
        from.migrator(migrations).build().rollback(RollbackOptions.steps(1));
        return new ExportImport(
                Files.write(directory.resolve("ledger.jsonl"), ExportRoundTripTest.export(from.ledger())), "x.jsonl");
    }

    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void whatWasMadeAndNotDroppedMustBeThere(Place.Kind kind) throws Exception {
        try (Place from = kind.create(directory);
                Place to = kind.create(directory)) {
            ExportImport importing = exported(from);
            to.execute("CREATE TABLE orders (id INT)", "CREATE TABLE unrelated (id INT)");
            LedgerException error =
                    catchThrowableOfType(LedgerException.class, () -> importing.into(to.ledger(), SOON, false));
            assertThat(error.code()).isEqualTo(ErrorCode.EXPORT_DOES_NOT_FIT);
            assertThat(error.what())
                    .isEqualTo(
                            "by x.jsonl migrations made people, lines_1, all_orders, and this schema does not have them");
            assertThat(error.next()).contains("ExportImport.into(ledger, lockTimeout, false, true)");
            assertThat(to.ledger().head()).isEmpty();

            to.execute(
                    "CREATE TABLE people (id INT)",
                    "CREATE TABLE lines_1 (id INT)",
                    "CREATE VIEW all_orders AS SELECT id FROM orders");
            assertThat(importing.into(to.ledger(), SOON, false).doneBefore()).isFalse();
            assertThat(ExportRoundTripTest.export(to.ledger())).isEqualTo(ExportRoundTripTest.export(from.ledger()));
            assertThat(to.migrator(migrations).build().status().problems()).isEmpty();
        }
    }

    /** An event names each object once: it does not say whether the drop was before or behind. */
    @Test
    void whatOneScriptMakesAndDropsIsNotReliedOn() throws Exception {
        try (Place from = Place.sqlite(directory);
                Place to = Place.sqlite(directory)) {
            script(
                    "0000_staging.sql",
                    "DROP TABLE IF EXISTS staging;\nCREATE TABLE staging (id INT);\nDROP TABLE staging;\n");
            ExportImport importing = exported(from);
            to.execute(
                    "CREATE TABLE orders (id INT)",
                    "CREATE TABLE people (id INT)",
                    "CREATE TABLE lines_1 (id INT)",
                    "CREATE VIEW all_orders AS SELECT id FROM orders");
            assertThat(importing.into(to.ledger(), SOON, false).doneBefore()).isFalse();
        }
    }

    @Test
    void aPersonMaySayThatItIsRight() throws Exception {
        try (Place from = Place.sqlite(directory);
                Place to = Place.sqlite(directory)) {
            ExportImport importing = exported(from);
            to.execute("CREATE TABLE orders (id INT)");
            assertThat(importing.into(to.ledger(), SOON, false, true).doneBefore())
                    .isFalse();
        }
        try (Place from = Place.sqlite(directory);
                Place to = Place.sqlite(directory)) {
            assertThat(exported(from).into(to.ledger(), SOON, true).doneBefore())
                    .as("an empty schema is another question")
                    .isFalse();
        }
    }
}
