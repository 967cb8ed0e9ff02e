package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Migration;
import java.nio.file.Path;
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
                "afterMigrate.sql",
                "beforeMigrate__roles.sql",
                "beforeEachMigrate.sql",
                "afterEachMigrateStatementError.sql",
                "afterMigrateApplied.sql",
                "afterMigrateOperationFinish.sql",
                "afterVersioned.sql",
                "beforeRepeatables.sql",
                "beforeConnect.sql",
                "createSchema.sql",
                "afterInfo__x_y.sql"
            })
    void aCallbackIsRefusedByName(String name) {
        source.files(name);

        assertThat(source.refused(ErrorCode.UNSUPPORTED_FILE).what())
                .contains(name, "it is a callback of Flyway, and callbacks are not run yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"B2__base.sql", "B1.sql", "B1_2__base_line.sql"})
    void aBaselineMigrationIsRefusedByName(String name) {
        source.files(name);

        assertThat(source.refused(ErrorCode.UNSUPPORTED_FILE).what()).contains(name, "a baseline migration of Flyway");
    }

    @Test
    void aDirectoryOfBaselineMigrationsOnlyIsKnownAsFlyways() {
        SourceFiles other = new SourceFiles(directory.resolve("other"));
        other.files("B1__base.sql");

        assertThat(other.refused(ErrorCode.UNSUPPORTED_FILE).what()).contains("a baseline migration of Flyway");
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
        assertThat(error.next()).contains("leave it out (--exclude)");
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
    void settingsWithoutTheirScriptAreRefused() {
        source.file("V1__tt.sql.conf", "executeInTransaction=false");

        assertThat(source.refused(ErrorCode.BAD_NAME).what()).contains("V1__tt.sql.conf");
    }
}
