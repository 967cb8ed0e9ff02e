package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.PlannedMigration;
import io.migrationledger.RollbackOptions;
import io.migrationledger.SquashedScript;
import io.migrationledger.ValidationException;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flyway's baseline migrations: on a new database in place of the versions up to theirs, elsewhere as if not there. */
class FlywayBaselinesTest {
    @TempDir
    Path directory;

    SourceFiles source;
    Sqlite database;
    Migrator migrator;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory.resolve("files"));
        source.file("V1__a.sql", "CREATE TABLE a (x);").file("V2__b.sql", "CREATE TABLE b (x);");
        database = new Sqlite(directory.resolve("test.db"));
        migrator = database.migrator(source.source());
    }

    private void base() {
        source.file("B2__base.sql", "CREATE TABLE a (x, of_base);\nCREATE TABLE b (x, of_base);")
                .file("V3__c.sql", "CREATE TABLE c (x);");
    }

    private List<String> ran() {
        return migrator.migrate().completed().stream()
                .map(one -> one.id().value() + " " + one.description())
                .toList();
    }

    @Test
    void onANewDatabaseTheBaseRunsInPlaceOfWhatItStandsFor() {
        base();

        assertThat(migrator.plan(MigrateOptions.ALL).migrations())
                .extracting((PlannedMigration planned) -> planned.migration().location())
                .hasSize(2)
                .first()
                .asString()
                .endsWith("B2__base.sql");
        assertThat(ran()).containsExactly("2 base", "3 c");
        assertThat(database.contents()).contains("table a CREATE TABLE a (x, of_base)");
        assertThat(ran()).isEmpty();
        assertThat(migrator.validate()).isEmpty();
        source.file("V4__d.sql", "CREATE TABLE d (x);");
        assertThat(ran()).containsExactly("4 d");
        assertThat(migrator.status().problems()).isEmpty();
    }

    @Test
    void itIsWhatFlywayDoes() {
        base();
        source.file("V4__d.sql", "CREATE TABLE d (x);").file("B1__older.sql", "CREATE TABLE a (x, of_older);");
        Sqlite byFlyway = new Sqlite(directory.resolve("flyway.db"));
        Flyway.configure()
                .dataSource(byFlyway.url(), null, null)
                .locations("filesystem:" + directory.resolve("files"))
                .load()
                .migrate();

        ran();
        assertThat(database.contents()).isEqualTo(byFlyway.contents()).isNotEmpty();
    }

    @Test
    void whereAVersionHasRunTheBaseIsAsGoodAsNotThere() {
        migrator.migrate(MigrateOptions.ALL.limit(1));
        base();

        assertThat(ran()).containsExactly("2 b", "3 c");
        assertThat(database.contents()).contains("table a CREATE TABLE a (x)");
        assertThat(ran()).isEmpty();
    }

    @Test
    void whereAllVersionsHaveRunNothingIsLeftToDo() {
        ran();
        base();

        assertThat(ran()).containsExactly("3 c");
        assertThat(migrator.status().problems()).isEmpty();
    }

    @Test
    void aLaterBaseDoesNotReplaceOneThatHasRun() {
        base();
        ran();
        source.file("B3__later.sql", "CREATE TABLE nothing (x);");

        assertThat(ran()).isEmpty();
        assertThat(migrator.validate()).isEmpty();
    }

    @Test
    void afterItsRollbackANewDatabaseIsNewAgain() {
        base();
        source.file("U2__base.sql", "DROP TABLE a;\nDROP TABLE b;").file("U3__c.sql", "DROP TABLE c;");
        ran();

        assertThat(migrator.rollback(RollbackOptions.steps(1)).completed()).hasSize(1);
        assertThat(ran()).containsExactly("3 c");
    }

    @Test
    void aBaseAloneIsEnough() {
        SourceFiles alone = new SourceFiles(directory.resolve("alone"));
        alone.file("B1__base.sql", "CREATE TABLE a (x);");
        Migrator only = database.migrator(alone.source());

        assertThat(only.migrate().completed()).hasSize(1);
        assertThat(only.migrate().completed()).isEmpty();
        assertThat(database.contents()).containsExactly("table a CREATE TABLE a (x)");
    }

    @Test
    void beforeMigrateRunsBeforeTheBase() {
        base();
        source.file("beforeMigrate.sql", "CREATE TABLE IF NOT EXISTS first (x);");

        assertThat(ran()).containsExactly("beforeMigrate callback of Flyway", "2 base", "3 c");
    }

    /** A base of another namespace may require it, too. */
    @ParameterizedTest
    @CsvSource({"V1__x.sql, 1 x", "B4__x.sql, 4 x", "R__x.sql, R__x x"})
    void whatRequiresAVersionOfAnotherNamespaceRequiresItsBase(String name, String ran) {
        base();
        SourceFiles billing = new SourceFiles(directory.resolve("billing"));
        billing.file(name, "-- ledger: requires=main:1\nCREATE TABLE x (a);");
        billing.file("V9__y.sql", "CREATE TABLE y (a);");
        migrator = Migrator.of(database.url(), new Properties())
                .source(source.source())
                .source(Migrations.directory("billing", directory.resolve("billing")))
                .build();

        assertThat(ran()).containsSubsequence("2 base", ran);
        assertThat(ran()).isEmpty();
        assertThat(migrator.validate()).isEmpty();
    }

    private SquashedScript squashed(Optional<String> from, String to) {
        return migrator.squash(from.map(MigrationId::of), MigrationId.of(to), "all");
    }

    /** On a new database the base would run, and then what it stands for once more. */
    @Test
    void aSquashDoesNotReachAcrossABase() {
        base();
        source.file("V4__d.sql", "CREATE TABLE d (x);");

        for (Optional<String> from : List.of(Optional.<String>empty(), Optional.of("2"))) {
            ValidationException refused = catchThrowableOfType(ValidationException.class, () -> squashed(from, "4"));
            assertThat(refused.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(ErrorCode.NOT_SQUASHABLE);
                assertThat(problem.what()).contains("B2__base.sql: ", "stands for the versions up to 2");
            });
        }
        assertThat(squashed(Optional.of("3"), "4").replaces()).hasSize(2);
    }

    /** A script that ends where a base ends is one of the versions that the base stands for. */
    @Test
    void aSquashMayEndWhereABaseEnds() {
        Sqlite old = new Sqlite(directory.resolve("old.db"));
        old.migrator(source.source()).migrate();
        source.file("B2__base.sql", "CREATE TABLE base (x);").file("V3__c.sql", "CREATE TABLE c (x);");
        String text = squashed(Optional.empty(), "2").up();
        source.delete("V1__a.sql").delete("V2__b.sql").file("V2__all.sql", text);

        assertThat(ran()).containsExactly("2 base", "3 c");
        assertThat(ran()).isEmpty();
        Migrator onOld = old.migrator(source.source());
        onOld.migrate();
        assertThat(onOld.migrate().completed()).isEmpty();
        assertThat(onOld.status().problems()).isEmpty();
        assertThat(old.contents())
                .contains("table c CREATE TABLE c (x)")
                .doesNotContain("table base CREATE TABLE base (x)");
    }

    @Test
    void aScriptWrittenByHandDoesNotReachAcrossABaseEither() {
        base();
        source.delete("V1__a.sql").delete("V2__b.sql").delete("V3__c.sql");
        source.file("V3__all.sql", "-- ledger: replaces=1,2,3\nCREATE TABLE a (x);");

        assertThat(migrator.validate()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.BAD_DIRECTIVE);
            assertThat(problem.what()).contains("V3__all.sql: ", "B2__base.sql");
        });
    }
}
