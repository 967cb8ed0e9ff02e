package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that marks divide: goose's and dbmate's. */
class MarksTest {
    @TempDir
    Path directory;

    SourceFiles source;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory);
    }

    /** LY-5. */
    @Test
    void eachHalfIsAScriptWithItsLinesInTheirPlaces() throws IOException {
        source.file("1_a.sql", "\uFEFF-- about a\r\n-- +goose Up\r\nSELECT 1;\r\n\r\n-- +goose Down\r\nSELECT 2;");

        Migration only = source.only();
        assertThat(text(only.up())).isEqualTo("\r\n\r\nSELECT 1;\r\n\r\n");
        assertThat(text(only.down().orElseThrow())).isEqualTo("\r\n\r\n\r\n\r\n\r\nSELECT 2;");
        assertThat(only.location()).isEqualTo(directory.resolve("1_a.sql").toString());
    }

    /** LY-6. */
    @Test
    void theChecksumIsThatOfWhatApplies() {
        source.file("1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n");
        String before = source.only().checksum();
        source.file("1_a.sql", "-- a word about it\n-- +goose Up\r\nSELECT 1;\n-- +goose Down\nSELECT 3;\n");
        assertThat(source.only().checksum()).isEqualTo(before);
        source.file("1_a.sql", "-- +goose Up\nSELECT 2;\n-- +goose Down\nSELECT 2;\n");
        assertThat(source.only().checksum()).isNotEqualTo(before);
    }

    @Test
    void goosesMarksAreReadInAnyCaseAndEndStatements() throws IOException {
        source.file(
                "1_a.sql",
                "--  +GOOSE up\n-- +goose no  transaction\n-- +goose statementbegin\nSELECT 1\n"
                        + "-- +goose StatementEnd\n-- +goose ENVSUB OFF\nSELECT 2;\n");

        Migration only = source.only();
        assertThat(text(only.up())).isEqualTo("\n\n\nSELECT 1\n;\n\nSELECT 2;\n");
        assertThat(only.down()).isEmpty();
        assertThat(only.directives().transaction()).isEqualTo(Directives.Transaction.NONE);
        assertThat(only.directives().placeholders()).isEqualTo(Directives.Placeholders.NONE);
    }

    /** LY-8. */
    @Test
    void directivesOfTheLedgerAreHeardInAHalf() {
        source.file("1_a.sql", "-- +goose Up\n-- ledger: lock-timeout=5s placeholders=replace\nSELECT 1;\n");

        assertThat(source.only().directives().lockTimeout()).isPresent();
        assertThat(source.only().directives().placeholders()).isEqualTo(Directives.Placeholders.REPLACE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1;;-- +goose Up | BAD_SYNTAX | :1: stands before '-- +goose Up'",
                "-- +goose Down;-- +goose Up | BAD_SYNTAX | :1: '-- +goose Down' before the half that applies",
                "-- +goose Up;-- +goose Up | BAD_SYNTAX | :2: a second '-- +goose Up'",
                "-- +goose Up;-- +goose Down;-- +goose Down | BAD_SYNTAX | :3: a second '-- +goose Down'",
                "-- +goose Up;-- +goose Dwon | BAD_SYNTAX | :2: '-- +goose Dwon' is no mark of goose",
                "-- migrate:up transactions:false;SELECT 1 | BAD_SYNTAX | :1: unknown option 'transactions:false'",
                "-- migrate:down;-- migrate:up | BAD_SYNTAX | :1: '-- migrate:down' before the half that applies"
            })
    void whatIsWrongIsToldWithItsLine(String lines, ErrorCode code, String what) {
        source.file("1_a.sql", lines.replace(";;", "\0").replace(';', '\n').replace("\0", ";\n"));

        assertThat(source.refused(code).what()).contains(directory.resolve("1_a.sql") + what);
    }

    /** LY-4. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- +goose Up;-- +goose ENVSUB ON;SELECT '${HOME}' | :2: goose's ENVSUB",
                "-- migrate:up env:HOME transaction:false;SELECT '{{ .HOME }}' | :1: dbmate's env:NAME",
                "-- migrate:up;SELECT 1;-- migrate:down env:HOME;SELECT '{{ .HOME }}' | :3: dbmate's env:NAME"
            })
    void variablesOfTheEnvironmentAreRefusedByNameWhereTheyHaveNotRun(String lines, String what) {
        source.file("1_a.sql", lines.replace(';', '\n'));
        Migrator migrator = new Sqlite(directory.resolve("test.db")).migrator(source.source());

        assertThat(source.read()).hasSize(1);
        assertThat(SourceFiles.refused(ErrorCode.UNSUPPORTED_FILE, migrator::migrate)
                        .what())
                .contains("1_a.sql" + what);
        migrator.baseline(MigrationId.of("1"), "run by its tool");
        assertThat(migrator.migrate().completed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SELECT 2;,1", "SELECT 2;;-- +goose Down,1", "-- b;;SELECT 2,3", "-- +goose Down;SELECT 2,1"})
    void aFileWithoutItsMarkIsToldToAddIt(String text, int line) {
        source.file("1_a.sql", "-- +goose Up\nSELECT 1;").file("2_b.sql", text.replace(';', '\n'));

        io.migrationledger.LedgerException problem = source.refused(ErrorCode.BAD_SYNTAX);
        assertThat(problem.what()).contains("2_b.sql:" + line + ": there is no '-- +goose Up' in the file");
        assertThat(problem.next()).isEqualTo("Add a line '-- +goose Up' above the statements that apply.");
    }

    @Test
    void aFileWithoutItsMarkIsRefused() {
        source.file("1_a.sql", "-- +goose Up\nSELECT 1;").file("2_b.sql", "-- nothing\n");

        assertThat(source.refused(ErrorCode.BAD_SYNTAX).what()).contains("2_b.sql:1: there is no '-- +goose Up'");
    }

    @Test
    void theTransactionIsSaidOfEachHalfOfDbmates() {
        source.file("1_a.sql", "--migrate:up\nSELECT 1;\n-- migrate:down  transaction:false\nSELECT 2;\n");

        assertThat(source.only().directives().transaction()).isEqualTo(Directives.Transaction.AUTO);
        assertThat(source.only().downDirectives().transaction()).isEqualTo(Directives.Transaction.NONE);
    }

    /** LY-7. */
    @Test
    void dbmatesFilesRunInTheOrderOfTheirNames() {
        source.file("10_b.sql", "-- migrate:up\n").file("9_a.sql", "-- migrate:up\n");

        List<Migration> all = source.read();
        assertThat(SourceFiles.ids(all)).containsExactly("10", "9");
        assertThat(all.get(1).directives().requires())
                .containsExactly(all.get(0).id());
    }

    /** LY-2. */
    @ParameterizedTest
    @ValueSource(strings = {"deep/2_b.sql", "seed.sql"})
    void whatIsNoMigrationIsLeftOutAndTold(String name) {
        source.file("1_a.sql", "-- +goose Up\nSELECT 1;").files(name);

        assertThat(source.ids()).containsExactly("1");
        assertThat(source.told()).singleElement().asString().contains(name, "is left out");
    }

    @Test
    void versionsInCodeAndTwiceAreTold() {
        source.file("1_a.sql", "-- +goose Up\nSELECT 1;")
                .file("2_b.go", "package x")
                .file("1_a.go", "package x");
        assertThat(source.told()).containsExactly("not run 2 " + directory.resolve("2_b.go"));

        source.file("01_c.sql", "-- +goose Up\nSELECT 1;");
        assertThat(source.refused(ErrorCode.DUPLICATE).what()).contains("01_c.sql", "1_a.sql");
    }

    @Test
    void marksInOneFileOfOursAreRefusedAsBefore() {
        source.file("1_a.sql", "SELECT 1;").file("2_b.sql", "-- +goose Up\nSELECT 1;");

        assertThat(source.read().get(0).foreign()).isEmpty();
    }

    private static String text(MigrationBody body) throws IOException {
        try (InputStream in = ((MigrationBody.Script) body).script().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
