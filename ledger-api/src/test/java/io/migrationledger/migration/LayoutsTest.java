package io.migrationledger.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger's own layout, without another on the class path. */
class LayoutsTest {
    @TempDir
    Path directory;

    SourceFiles source;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory);
    }

    @Test
    void readsItsOwnLayout() {
        source.files(
                "0002_add_orders.sql", "0001_create_users.sql", "0001_create_users.down.sql", "R__sales_views.sql");

        List<Migration> all = source.read();
        assertThat(SourceFiles.ids(all)).containsExactly("0001", "0002", "R__sales_views");
        assertThat(all).extracting(Migration::description).containsExactly("create users", "add orders", "sales views");
        assertThat(all).extracting(Migration::repeatable).containsExactly(false, false, true);
        assertThat(all).extracting(migration -> migration.down().isPresent()).containsExactly(true, false, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create_users.sql",
                "0001.sql",
                "0001-create.sql",
                "0001_.sql",
                "0001__.down.up.sqlite.sql",
                "0001_x.oracle11.sql",
                "0001_x.posgres.sql",
                "0001_x.mysql.postgres.sql",
                "R__.sql",
                "R__x.down.sql"
            })
    void aNameThatDoesNotFitIsRefusedNamingTheFile(String name) {
        source.files("0002_fine.sql", name);

        assertThat(source.refused(ErrorCode.BAD_NAME).what()).contains(name);
    }

    @Test
    void aDirectoryOfOtherNamesIsOneProblem() {
        for (int i = 1; i <= 12; i++) {
            source.files(i + ".sql");
        }
        LedgerException refused = source.refused(ErrorCode.BAD_NAME);
        assertThat(refused.what())
                .contains("the names of 12 files do not fit Migration Ledger's layout", "the first is 1.sql");
        assertThat(refused.next()).contains("Name them like 0001_create_users.sql");
    }

    @Test
    void theVariantForTheDialectWinsAndTheMostSpecificOneFirst() {
        source.files("0001_a.sql", "0001_a.mariadb.sql", "0001_a.mysql.sql", "0001_a.postgres.sql");
        source.files("0001_a.down.sql", "0001_a.mysql.down.sql", "0001_a.down.postgres.sql");

        assertThat(up(List.of("mariadb", "mysql"))).endsWith("0001_a.mariadb.sql");
        assertThat(up(List.of("mysql"))).endsWith("0001_a.mysql.sql");
        assertThat(up(List.of("sqlite", "sqlite3"))).endsWith("0001_a.sql");
        assertThat(down(List.of("mariadb", "mysql"))).endsWith("0001_a.mysql.down.sql");
        assertThat(down(List.of("postgresql", "postgres"))).endsWith("0001_a.down.postgres.sql");
        assertThat(down(List.of("sqlite"))).endsWith("0001_a.down.sql");
    }

    @Test
    void aMigrationForOtherDialectsOnlyDoesNotExistHere() {
        source.files("0001_a.sql", "0002_b.postgres.sql", "0002_b.postgres.down.sql", "0003_c.sql");

        assertThat(source.ids()).containsExactly("0001", "0003");
        assertThat(SourceFiles.ids(source.read(List.of("postgres")))).containsExactly("0001", "0002", "0003");
    }

    @Test
    void aVariantOfAnotherNameIsASecondMigrationOfThatVersion() {
        source.files("0005_add_age.sql", "0005_add_name.sqlite.sql");

        assertThat(source.refused(ErrorCode.DUPLICATE).what()).contains("0005_add_age.sql", "0005_add_name.sqlite.sql");
    }

    @ParameterizedTest
    @CsvSource({
        "0001_a.sql, 0001_b.sql",
        "0001_a.sql, 1_b.sql",
        "0001_a.sql, 1.0_b.sql",
        "0001_a.sql, deep/0001_a.sql",
        "R__a.sql, deep/R__a.sql"
    })
    void twoFilesOfOneVersionAreRefusedNamingBoth(String one, String other) {
        source.files(one, other);

        assertThat(source.refused(ErrorCode.DUPLICATE).what()).contains(one, other);
    }

    @Test
    void aRepeatableScriptHasNoDownScript() {
        source.files("R__views.sql", "R__views.down.sql");
        assertThat(source.refused(ErrorCode.BAD_NAME).what())
                .endsWith("/R__views.down.sql: a repeatable migration has no down script");
    }

    @Test
    void aDownScriptWithoutItsUpScriptIsRefused() {
        source.files("0001_a.sql", "0002_b.down.sql");

        assertThat(source.refused(ErrorCode.BAD_NAME).what()).contains("0002_b.down.sql", "without its up script");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        source.files("0001_a.sql", "0001_b.sql", "create.sql", "0002_x.posgres.sql", "0003_c.down.sql");
        source.file("0004_d.sql", "-- ledger: nonsense\nSELECT 1;").file("0005_e.sql", "SELECT '\0';");

        LedgerException error = source.refused(ErrorCode.DUPLICATE);
        assertThat(error.what())
                .startsWith("6 problems:")
                .contains("0001_b.sql", "create.sql", "posgres", "0003_c.down.sql", "nonsense", "0005_e.sql");
        assertThat(error.next())
                .contains("ML-1204: Give one of them another version.", "ML-1206: Save the file as UTF-8.");
        assertThat(error)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::code)
                                .containsExactlyInAnyOrder(
                                        ErrorCode.DUPLICATE,
                                        ErrorCode.BAD_NAME,
                                        ErrorCode.BAD_NAME,
                                        ErrorCode.BAD_NAME,
                                        ErrorCode.BAD_DIRECTIVE,
                                        ErrorCode.NOT_UTF8));
    }

    @Test
    void theMessageOfManyProblemsShowsTwenty() {
        for (int i = 0; i < 25; i++) {
            source.file(i + "_a.sql", "-- ledger: nothing=known\nSELECT 1;");
        }

        LedgerException error = source.refused(ErrorCode.BAD_DIRECTIVE);
        assertThat(error.what()).startsWith("25 problems:").endsWith("\n  and 5 more");
        assertThat(error.next()).startsWith("Known directives: ").doesNotContain("\n");
        assertThat(((ValidationException) error).problems()).hasSize(25);
    }

    @Test
    void directoriesBelowAreReadInOneOrder() {
        source.files("2026/02/0003_c.sql", "2025/0001_a.sql", "0002_b.sql");

        assertThat(source.ids()).containsExactly("0001", "0002", "0003");
    }

    /** LY-2. */
    @Test
    void otherFilesAreLeftAloneAndNoScriptIsPassedOverForItsCase() {
        source.files("0001_a.sql", "0002_b.SQL", "README.md", "0003_c.sql.bak", "notes.txt");

        assertThat(source.ids()).containsExactly("0001", "0002");
    }

    @Test
    void anUnknownLayoutIsRefusedNamingWhatIsThere() {
        LedgerException error = SourceFiles.refused(
                ErrorCode.BAD_OPTION, () -> Migrations.directory(directory).layout("flyway"));

        assertThat(error.next())
                .isEqualTo("Known layouts: ledger. The layouts of other tools are in the module"
                        + " io.migrationledger:ledger-layouts.");
    }

    @Test
    void whatIsExcludedIsAsGoodAsNotThere() {
        source.files("0001_a.sql", "reset.sql", "helpers/deep/x.sql", "helpers/0002_b.sql", "0003_c.sql");
        FileSource files = Migrations.directory(directory).layout("ledger");

        assertThat(SourceFiles.ids(files.exclude("reset*").exclude("helpers/**").migrations(List.of())))
                .containsExactly("0001", "0003");
        SourceFiles.refused(ErrorCode.BAD_OPTION, () -> files.exclude("[a"));
    }

    @Test
    void anEmptyDirectoryHoldsNothing() {
        assertThat(source.ids()).isEmpty();
    }

    @Test
    void aMissingDirectoryIsAnErrorThatNamesIt() {
        Path missing = directory.resolve("missing");

        assertThat(SourceFiles.refused(
                                ErrorCode.MISSING_DIRECTORY,
                                () -> Migrations.directory(missing).migrations(List.of()))
                        .what())
                .contains(missing.toString());
    }

    @Test
    void aLinkedDirectoryIsRead() throws Exception {
        source.files("real/0001_a.sql");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));

        assertThat(SourceFiles.ids(Migrations.directory(link).migrations(List.of())))
                .containsExactly("0001");
    }

    @Test
    void aDirectoryAsKubernetesMountsItIsReadOnce() throws Exception {
        source.files("..2026_11_21/0001_a.sql");
        Files.createSymbolicLink(directory.resolve("..data"), directory.resolve("..2026_11_21"));
        Files.createSymbolicLink(directory.resolve("0001_a.sql"), Path.of("..data/0001_a.sql"));

        assertThat(source.ids()).containsExactly("0001");
    }

    @Test
    void aLoopOfLinksIsCalledOneNamingTheLink() throws Exception {
        source.files("0001_a.sql", "deep/0002_b.sql").file("bad.sql", "");
        Files.createSymbolicLink(directory.resolve("deep/again"), directory);

        LedgerException error = source.refused(ErrorCode.UNREADABLE_FILE);
        assertThat(error.what())
                .contains("deep/again: this link leads back to a directory above it")
                .contains("bad.sql: the file's name does not fit");
        assertThat(error.next()).contains("Delete the link.");
    }

    @Test
    void aDirectoryThatMayNotBeReadIsNamed() throws Exception {
        source.files("0001_a.sql", "closed/0002_b.sql");
        Path closed = directory.resolve("closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeThat(Files.isReadable(closed)).as("root may read everything").isFalse();
            assertThat(source.refused(ErrorCode.UNREADABLE_FILE).what())
                    .isEqualTo(closed + ": the directory cannot be read (this user may not read it)");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void hiddenDirectoriesAreNotLookedInto() throws Exception {
        source.files("0001_a.sql", ".git/0002_b.sql");
        Files.createSymbolicLink(directory.resolve(".git/again"), directory);

        assertThat(source.ids()).containsExactly("0001");
    }

    private String up(List<String> variants) {
        return source.read(variants).get(0).location();
    }

    private String down(List<String> variants) {
        return source.read(variants).get(0).down().orElseThrow().location();
    }
}
