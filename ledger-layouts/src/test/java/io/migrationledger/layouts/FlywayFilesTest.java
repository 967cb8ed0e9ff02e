package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a directory in Flyway's layout holds besides versioned and repeatable migrations. */
class FlywayFilesTest {
    @TempDir
    Path directory;

    SourceFiles source;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory);
        source.files("V1__t.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "afterEachUndoError.sql",
                "afterMigrateApplied.sql",
                "afterMigrateOperationFinish.sql",
                "afterUndoError__mail.sql",
                "beforeValidate.sql",
                "beforeConnect.sql",
                "createSchema.sql"
            })
    void aCallbackThatHasNoMomentHereIsRefusedByName(String name) {
        source.files(name);

        assertThat(source.refused(ErrorCode.UNSUPPORTED_FILE).what()).contains(name, "of Flyway is not run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"afterInfo__x_y.sql", "beforeClean.sql", "afterRepair.sql", "beforeBaseline.sql"})
    void aCallbackOfACommandThatIsNotHereIsLeftOut(String name) {
        source.files(name);

        assertThat(source.ids()).containsExactly("1");
        assertThat(source.told()).singleElement().asString().contains(name, "is left out");
    }

    @Test
    void callbacksAroundTheRunAreMigrationsOfEveryRunInTheirOrder() {
        source.files("beforeMigrate__roles.sql", "afterMigrate.sql", "afterMigrate__b.sql", "afterVersioned.sql");
        source.files("beforeRepeatables.sql", "V2__u.sql", "R__v.sql");

        assertThat(order())
                .containsExactly(
                        "beforeMigrate__roles after []",
                        "1 after [beforeMigrate__roles]",
                        "2 after [1]",
                        "afterVersioned after [2]",
                        "beforeRepeatables after [afterVersioned]",
                        "R__v after [beforeRepeatables]",
                        "afterMigrate after [R__v]",
                        "afterMigrate__b after [afterMigrate]");
        assertThat(source.read().get(0).checksum())
                .isNotEqualTo(source.read().get(0).checksum());
    }

    private List<String> order() {
        List<String> order = new ArrayList<>();
        for (Migration migration : source.read()) {
            order.add(migration.id() + " after " + migration.directives().requires());
        }
        return order;
    }

    @Test
    void whatIsForOtherDatabasesIsNoPartOfTheOrder() {
        String elsewhere = "-- ledger: only=postgres,mysql\nCREATE TABLE elsewhere (a);\n";
        source.files("B2__base.sql", "V3__c.sql", "V5__e.sql", "afterMigrate.sql")
                .file("beforeMigrate.sql", elsewhere)
                .file("V2__b.sql", elsewhere)
                .file("V4__d.sql", elsewhere);

        assertThat(order())
                .containsExactly("1 after []", "3 after [1]", "5 after [3]", "afterMigrate after [5]", "2 after []");
        Sqlite database = new Sqlite(directory.resolve("test.db"));
        assertThat(database.migrator(source.source()).migrate().completed()).hasSize(4);
    }

    /** The base is for other databases, and the version that it has is not. */
    @Test
    void aBaseForOtherDatabasesTakesNothingOutOfTheOrder() {
        source.files("V2__b.sql", "V3__c.sql", "afterMigrate.sql")
                .file("B2__base.sql", "-- ledger: only=postgres\nCREATE TABLE elsewhere (a);\n");

        assertThat(order()).containsExactly("1 after []", "2 after [1]", "3 after [2]", "afterMigrate after [3]");
    }

    @Test
    void whatAScriptItselfRequiresHasToBeHere() {
        source.file("V2__b.sql", "-- ledger: only=postgres\nCREATE TABLE elsewhere (a);\n")
                .file("V3__c.sql", "-- ledger: requires=2\nCREATE TABLE c (a);\n")
                .files("afterMigrate.sql");
        Sqlite database = new Sqlite(directory.resolve("test.db"));

        assertThat(SourceFiles.refused(
                                ErrorCode.UNKNOWN_REQUIRES,
                                () -> database.migrator(source.source()).migrate())
                        .what())
                .contains("V3__c.sql: migration 3 requires 2, which does not exist");
    }

    /** LY-6. */
    @Test
    void callbacksAroundEachMigrationArePartsOfItAndNotOfItsChecksum() throws IOException {
        String before = source.only().checksum();
        source.file("beforeEachMigrate.sql", "SELECT 'before'").file("afterEachMigrate.sql", "\nSELECT 'after';\n");
        source.files("U1__t.sql").file("afterEachUndo.sql", "SELECT 'undone';");

        Migration only = source.only();
        assertThat(only.checksum()).isEqualTo(before);
        SqlScript script = ((MigrationBody.Script) only.up()).script();
        try (InputStream in = script.open()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("SELECT 'before'\n;\nSELECT 'V1__t.sql';\n\n;\n\nSELECT 'after';\n");
        }
        assertThat(script.place(1)).hasToString(directory.resolve("beforeEachMigrate.sql") + ":1");
        assertThat(script.place(3)).hasToString(directory.resolve("V1__t.sql") + ":1");
        assertThat(script.place(7)).hasToString(directory.resolve("afterEachMigrate.sql") + ":2");
        assertThat(only.location()).endsWith("V1__t.sql");
        assertThat(((MigrationBody.Script) only.down().orElseThrow()).script().place(4))
                .hasToString(directory.resolve("afterEachUndo.sql") + ":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"B2__base.sql", "B1.sql", "B1_2__base_line.sql"})
    void aBaselineMigrationIsABaseOfItsVersion(String name) {
        source.files(name);

        assertThat(source.read())
                .filteredOn(Migration::base)
                .singleElement()
                .satisfies(base -> assertThat(base.location()).endsWith(name));
    }

    @Test
    void aDirectoryOfBaselineMigrationsOnlyIsKnownAsFlyways() {
        SourceFiles other = new SourceFiles(directory.resolve("other"));
        other.files("B1__base.sql");

        assertThat(other.only().foreign().orElseThrow().tool()).isEqualTo("flyway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset-sequences.sql", "afterwards.sql", "Base.sql"})
    void aHelperFileIsLeftOutAndTold(String name) {
        source.files(name);

        assertThat(source.ids()).containsExactly("1");
        assertThat(source.told())
                .containsExactly(
                        "note " + directory.resolve(name) + " is no migration in Flyway's layout, and is left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V2_single.sql", "B52.5x.sql", "V1x__a.sql", "R_views.sql", "U__a.sql", "V2.x__a.sql"})
    void aNameThatIsNearlyAMigrationsIsRefusedSayingHowToLeaveItOut(String name) {
        source.files(name);

        var error = source.refused(ErrorCode.BAD_NAME);
        assertThat(error.what()).contains(name, "does not fit Flyway's layout");
        assertThat(error.next()).contains("leave it out (exclude)");
    }

    @Test
    void theSettingsBesideAScriptAreHeeded() {
        source.files("V2__parts.sql", "U2__parts.sql", "V3__text.sql");
        source.file("V2__parts.sql.conf", "# by itself\n\nexecuteInTransaction=false\nencoding=UTF-8\n");
        source.file("V3__text.sql.conf", "placeholderReplacement = FALSE");

        assertThat(source.read())
                .extracting(migration -> migration.directives().transaction())
                .containsExactly(Directives.Transaction.AUTO, Directives.Transaction.NONE, Directives.Transaction.AUTO);
        assertThat(source.read())
                .extracting(migration -> migration.directives().placeholders())
                .containsExactly(
                        Directives.Placeholders.REPLACE, Directives.Placeholders.REPLACE, Directives.Placeholders.NONE);
    }

    @Test
    void theSettingsOfAnUndoScriptAreItsOwn() {
        source.files("V2__parts.sql", "U2__parts.sql").file("U2__parts.sql.conf", "executeInTransaction=false");

        Migration second = source.read().get(1);
        assertThat(second.directives().transaction()).isEqualTo(Directives.Transaction.AUTO);
        assertThat(second.downDirectives().transaction()).isEqualTo(Directives.Transaction.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shouldExecute=false",
                "encoding=ISO-8859-1",
                "executeInTransaction=${mode}",
                "outOfOrder=true",
                "executeInTransaction"
            })
    void aSettingThatIsNotHeededIsRefusedNamingTheLine(String setting) {
        source.file("V1__t.sql.conf", "executeInTransaction=true\n" + setting);

        assertThat(source.refused(ErrorCode.UNSUPPORTED_FILE).what()).contains("V1__t.sql.conf:2", setting);
    }

    @Test
    void settingsAreOfOneScript() {
        source.file("V1__t.sql.conf", "executeInTransaction=false\nplaceholderReplacement=false\n")
                .files("U1__t.sql");

        assertThat(source.only().directives().transaction()).isEqualTo(Directives.Transaction.NONE);
        assertThat(source.only().downDirectives()).isEqualTo(Directives.NONE);
    }

    @Test
    void settingsWithoutTheirScriptAreRefused() {
        source.file("V1__tt.sql.conf", "executeInTransaction=false");

        assertThat(source.refused(ErrorCode.BAD_NAME).what()).contains("V1__tt.sql.conf");
    }
}
