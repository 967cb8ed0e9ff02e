package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.layouts.convert.Conversion;
import io.migrationledger.layouts.convert.ConvertedFile;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Directives.Placeholders;
import io.migrationledger.migration.Directives.Transaction;
import io.migrationledger.migration.FileSource;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of each file of another tool (CV-2). */
class ConvertedFilesTest {
    private static final String NOTE = "# Of %s: what neither its name nor its text says.\n";

    @TempDir
    Path directory;

    private SourceFiles files;

    @BeforeEach
    void begin() {
        files = new SourceFiles(directory);
    }

    private Map<String, String> converted() {
        return converted(files.source());
    }

    private static Map<String, String> converted(FileSource source) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ConvertedFile file : Conversion.of(source).files()) {
            try (InputStream in = file.text().open()) {
                texts.put(file.path(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    private static String settings(String script, String... lines) {
        return NOTE.formatted(script) + String.join("\n", lines) + "\n";
    }

    @Test
    void scriptsStayByteForByte() {
        String text = "\uFEFF-- ledger: lock-timeout=5s\r\nCREATE TABLE a (b text DEFAULT 'ü');\r\n\r\n  \r\n";
        files.file("2024/V1_2__add.the_2nd.sql", text).file("2024/U1.2__x.sql", "DROP TABLE a;");

        assertThat(converted())
                .containsExactly(
                        Map.entry("2024/1.2_add_the_2nd.sql", text),
                        Map.entry("2024/1.2_add_the_2nd.down.sql", "DROP TABLE a;"));
    }

    @Test
    void aWordThatBeginsWithADigitIsNoPartOfTheVersion() {
        files.file("V1__2_tables.sql", "SELECT 1;");

        assertThat(converted()).containsOnlyKeys("1_-2_tables.sql");
    }

    @Test
    void theSettingsOfOneScriptStandBesideIt() {
        files.file("V1__index.sql", "SELECT '${a}';")
                .file("V1__index.sql.conf", "executeInTransaction=false\nplaceholderReplacement=false")
                .file("U1__index.sql", "SELECT 2;")
                .file("B2__all.sql", "SELECT 3;");

        assertThat(converted())
                .containsEntry("1_index.sql.ledger", settings("1_index.sql", "transaction=none", "placeholders=none"))
                .containsEntry("1_index.down.sql.ledger", settings("1_index.down.sql", "transaction=auto"))
                .containsEntry(
                        "2_all_baseline.sql.ledger", settings("2_all_baseline.sql", "runs=base", "description=all"))
                .hasSize(6);
    }

    @Test
    void callbacksKeepTheirPlaces() {
        files.file("V1__a.sql", "SELECT 1;")
                .file("R__views.sql", "SELECT 2;")
                .file("beforeMigrate.sql", "SELECT 3;")
                .file("afterMigrate__grants.sql", "SELECT 4;");

        assertThat(converted())
                .containsEntry(
                        "0.1_beforeMigrate.sql.ledger",
                        settings(
                                "0.1_beforeMigrate.sql",
                                "id=beforeMigrate",
                                "runs=always",
                                "description=callback of Flyway"))
                .containsEntry(
                        "R__001_views.sql.ledger", settings("R__001_views.sql", "id=R__views", "description=views"))
                .containsEntry(
                        "R__zzz_afterMigrate_grants.sql.ledger",
                        settings(
                                "R__zzz_afterMigrate_grants.sql",
                                "id=afterMigrate__grants",
                                "runs=always",
                                "description=callback of Flyway"))
                .containsKey("1_a.sql")
                .hasSize(7);
    }

    @Test
    void whatRunsAroundEachMigrationIsAPartOfItAndItsChecksumStays() {
        files.file("V1__a.sql", "SELECT 1").file("beforeEachMigrate.sql", "SELECT 0;");
        String before = files.only().checksum();

        Map<String, String> texts = converted();

        assertThat(texts).containsEntry("1_a.sql", "SELECT 0;\n;\nSELECT 1");
        assertThat(texts.get("1_a.sql.ledger")).contains("checksum=" + before + " of ");
        assertThat(read(texts).get(0).checksum()).isEqualTo(before);
        texts.put("1_a.sql", "SELECT 0;\n;\nSELECT 2");
        assertThat(read(texts).get(0).checksum()).as("edited").isNotEqualTo(before);
    }

    private static List<Migration> read(Map<String, String> texts) {
        return Migrations.scripts("main", texts).migrations(List.of("sqlite"));
    }

    @Test
    void halvesAreFilesOfTheirOwnWithoutMarks() {
        files.file(
                "00001_a.sql",
                "-- +goose NO TRANSACTION\n-- +goose Up\n\n-- +goose StatementBegin\nSELECT '\n\n';\n-- +goose StatementEnd\n\n-- +goose Down\n\nSELECT 2;\n\n");

        assertThat(converted())
                .containsEntry("00001_a.sql", "SELECT '\n\n';\n;")
                .containsEntry("00001_a.sql.ledger", settings("00001_a.sql", "transaction=none"))
                .containsEntry("00001_a.down.sql", "SELECT 2;")
                .hasSize(3);
    }

    @Test
    void eachHalfOfDbmateHasItsOwnTransaction() {
        files.file(
                "20200101000000_a.sql",
                "-- migrate:up transaction:false\nSELECT '${a}';\n-- migrate:down\nSELECT 2;\n");

        assertThat(converted())
                .containsEntry(
                        "20200101000000_a.sql.ledger",
                        settings("20200101000000_a.sql", "transaction=none", "placeholders=none"))
                .containsEntry(
                        "20200101000000_a.down.sql.ledger", settings("20200101000000_a.down.sql", "transaction=auto"));
    }

    @Test
    void variantsKeepTheirDatabases() {
        files.files(
                "1_a.up.sql", "1_a.mysql.up.sql", "1_a.cockroach.up.sql", "1_a.sqlite3.down.sql", "2_b.mysql.up.sql");

        assertThat(converted())
                .containsOnlyKeys(
                        "1_a.sql", "1_a.mysql.sql", "1_a.cockroach.sql", "1_a.down.sqlite.sql", "2_b.mysql.sql");
    }

    @Test
    void theDatabasesOfAChangesetStandBesideIt() {
        files.file(
                "a.sql",
                "--liquibase formatted sql\n--changeset x:1 dbms:mysql\nSELECT 1;\n--changeset x:2 dbms:!mysql,!h2\nSELECT 2;\n");

        assertThat(converted())
                .containsEntry(
                        "0001_a_sql_1_x.sql.ledger",
                        settings("0001_a_sql_1_x.sql", "databases=mysql", "id=a.sql::1::x"))
                .containsEntry(
                        "0002_a_sql_2_x.sql.ledger",
                        settings("0002_a_sql_2_x.sql", "databases=!mysql,!h2", "id=a.sql::2::x"));
    }

    @Test
    void whatIsRefusedStaysRefused() {
        files.file("00001_a.sql", "-- +goose Up\n-- +goose ENVSUB ON\nSELECT 1;\n");

        assertThat(converted().get("00001_a.sql.ledger")).contains("refused=").contains("goose's ENVSUB");
        assertThat(Conversion.of(files.source()).notes())
                .anyMatch(note -> note.contains("refused where they have not run"));
    }

    @Test
    void aBreakBehindASemicolonIsAComment() {
        String same = "CREATE TABLE a (b int);\n--> statement-breakpoint\nSELECT 1;--> statement-breakpoint\nSELECT 2";
        files.file(
                        "meta/_journal.json",
                        "{\"entries\":[{\"tag\":\"0000_a\",\"when\":1},{\"tag\":\"0001_b\",\"when\":2}]}")
                .file("0000_a.sql", same)
                .file("0001_b.sql", "SELECT 1\n--> statement-breakpoint\nSELECT 2\n");

        assertThat(converted())
                .containsEntry("0000_a.sql", same)
                .containsEntry("0001_b.sql", "SELECT 1\n;\nSELECT 2")
                .containsKey("0001_b.sql.ledger")
                .hasSize(3);
    }

    private void plan(String... lines) {
        String by = " 2014-01-01T00:00:00Z A B <a@example.org>\n";
        files.file("sqitch.plan", "%project=shop\n\n" + String.join(by, lines) + by);
    }

    @Test
    void conflictsAreNamed() {
        plan("users", "legacy [!users !other:old]");
        files.files("deploy/users.sql", "deploy/legacy.sql");

        assertThat(SourceFiles.refused(ErrorCode.UNSUPPORTED_FILE, () -> Conversion.of(files.source()))
                        .getMessage())
                .contains("migration legacy cannot be converted: it conflicts with users")
                .contains("migration legacy cannot be converted: it conflicts with other:old");
    }

    @Test
    void whatOnlyOneDatabaseHasIsNamed() {
        files.file(
                "a.sql",
                "--liquibase formatted sql\n--property name:now value:now() dbms:mysql\n--changeset x:1\nSELECT ${now};\n"
                        + "--changeset x:2 dbms:sqlite\nSELECT 2;\n"
                        + "--changeset x:2 dbms:mysql\n"
                        + "--precondition-sql-check expectedResult:0 SELECT count(*) FROM a\nSELECT 2;\n");

        assertThat(SourceFiles.refused(ErrorCode.UNSUPPORTED_FILE, () -> Conversion.of(files.source()))
                        .getMessage())
                .contains("a.sql::1::x cannot be converted: its file gives values to placeholders")
                .contains("a.sql::2::x cannot be converted: it has preconditions");
    }

    /** MariaDB reads MySQL's variants where it has none of its own. */
    @Test
    void whatIsForMysqlAndNotForMariadbStaysSo() {
        files.file(
                "a.sql",
                "--liquibase formatted sql\n--changeset x:1 dbms:mysql\nSELECT 1;\n--rollback SELECT 3;\n"
                        + "--changeset x:1 dbms:!mysql\nSELECT 1;\n--rollback SELECT 2;\n"
                        + "--changeset x:2 dbms:mysql\nSELECT 4;\n--changeset x:2 dbms:!mysql,!mariadb\nSELECT 5;\n");

        assertThat(converted())
                .containsEntry("0001_a_sql_1_x.down.sql", "SELECT 2;")
                .containsEntry("0001_a_sql_1_x.down.mysql.sql", "SELECT 3;")
                .containsEntry("0001_a_sql_1_x.down.mariadb.sql", "SELECT 2;")
                .containsEntry(
                        "0002_a_sql_2_x.mysql.sql.ledger",
                        settings("0002_a_sql_2_x.mysql.sql", "databases=!mariadb", "id=a.sql::2::x"));
    }

    @Test
    void aVariantForMariadbThatSaysWhatTheCommonScriptSaysIsKept() {
        files.file("1_a.up.sql", "SELECT 1;")
                .file("1_a.mysql.up.sql", "SELECT 2;")
                .file("1_a.mariadb.up.sql", "SELECT 1;");

        assertThat(converted())
                .containsExactly(
                        Map.entry("1_a.sql", "SELECT 1;"),
                        Map.entry("1_a.mysql.sql", "SELECT 2;"),
                        Map.entry("1_a.mariadb.sql", "SELECT 1;"));
    }

    @Test
    void changesetsThatRunNowhereAreNamed() {
        files.file(
                "a.sql",
                "--liquibase formatted sql\n--changeset x:1\nSELECT 1;\n--changeset x:2 ignore:true\nSELECT 2;\n"
                        + "--changeset x:3 dbms:none\nSELECT 3;\n--changeset x:4 dbms:mysql\nSELECT 4;\n"
                        + "--changeset x:5 dbms:asany\nSELECT 5;\n--changeset x:6 context:test\nSELECT 6;\n");

        Conversion conversion = Conversion.of(files.source().layout("liquibase:contexts=prod"));

        assertThat(conversion.notes())
                .contains(
                        "3 changesets run nowhere and are not in it (ignore:true, dbms:none, or a database that is not"
                                + " known here): " + directory.resolve("a.sql") + ":4, " + directory.resolve("a.sql")
                                + ":6, "
                                + directory.resolve("a.sql") + ":10")
                .anyMatch(note -> note.startsWith("1 changeset for other contexts or labels is not in it"));
        assertThat(conversion.isWhole()).isFalse();
        assertThat(SourceFiles.told(files.source().layout("liquibase:contexts=prod")))
                .as("whoever migrates is not told each time")
                .isEmpty();
    }

    @Test
    void aNewMigrationComesAfterThoseWhoseIdsAreNames() {
        plan("users", "mails", "@v1", "accounts [users]", "mails [mails@v1]");
        files.files("deploy/users.sql", "deploy/mails@v1.sql", "deploy/accounts.sql", "deploy/mails.sql");
        Map<String, String> texts = converted();
        texts.put("0005_new_one.sql", "SELECT 1;");

        Sqlite database = new Sqlite(directory.resolve("sqitch.db"));
        assertThat(database.migrator(Migrations.scripts("main", texts))
                        .migrate()
                        .completed())
                .extracting(result -> result.id().value())
                .containsExactly("users", "mails", "accounts", "mails#2", "0005");
    }

    @Test
    void whatCannotBeReadIsNamedBeforeAnythingIsWritten() {
        files.file("V1__a.sql", "-- ledger: transaction=maybe\nSELECT 1;").files("V3_b.sql");

        assertThat(SourceFiles.refused(ErrorCode.BAD_NAME, () -> Conversion.of(files.source()))
                        .getMessage())
                .contains("V1__a.sql")
                .contains("V3_b.sql");
        SourceFiles.refused(
                ErrorCode.BAD_OPTION, () -> Conversion.of(Migrations.scripts("main", Map.of("1_a.sql", ""))));
        SourceFiles.refused(ErrorCode.BAD_OPTION, () -> Conversion.of(Migrations.scripts("main", Map.of())));
    }

    @Test
    void whatHasNoWordsHereIsNamed() {
        files.file("V1__a.sql", "SELECT 1;").files("afterMigrateError.sql", "beforeEachMigrateStatement.sql");

        assertThat(SourceFiles.refused(ErrorCode.UNSUPPORTED_FILE, () -> Conversion.of(files.source()))
                        .getMessage())
                .contains("afterMigrateError.sql cannot be converted: it runs after a failure")
                .contains("beforeEachMigrateStatement.sql cannot be converted: it runs around each statement");
        assertThat(converted(files.source().exclude("afterMigrateError.sql").exclude("*Statement.sql")))
                .containsOnlyKeys("1_a.sql");
    }

    @Test
    void conditionsOfAChangesetAreNamed() {
        files.file(
                "a.sql",
                "--liquibase formatted sql\n--property name:t value:users\n--changeset x:1\n"
                        + "--precondition-sql-check expectedResult:0 SELECT count(*) FROM a\nSELECT 1;\n"
                        + "--changeset x:2 failOnError:false\nSELECT 2;\n--changeset x:3\nSELECT '${t}';\n"
                        + "--changeset x:4\nSELECT 4;\n");

        assertThat(SourceFiles.refused(ErrorCode.UNSUPPORTED_FILE, () -> Conversion.of(files.source()))
                        .getMessage())
                .contains("a.sql::1::x cannot be converted: it has preconditions")
                .contains("a.sql::2::x cannot be converted: a run passes over it where it fails")
                .contains("a.sql::3::x cannot be converted: its file gives values to placeholders")
                .doesNotContain("a.sql::4::x");
    }

    /** CV-1. */
    @Test
    void settingsAreChecked() {
        for (String wrong : List.of(
                "transaction=none\nid=",
                "runs=now",
                "databases=mysql,!h2",
                "databases=mybase",
                "checksum=1",
                "colour=red",
                "blue")) {
            Map<String, String> texts = Map.of("1_a.sql", "SELECT 1;", "1_a.sql.ledger", "# Of 1_a.sql\n" + wrong);
            assertThat(SourceFiles.refused(ErrorCode.BAD_DIRECTIVE, () -> read(texts))
                            .getMessage())
                    .as(wrong)
                    .contains("1_a.sql.ledger:" + (wrong.startsWith("transaction") ? 3 : 2));
        }
        assertThat(SourceFiles.refused(ErrorCode.BAD_NAME, () -> read(Map.of("1_a.sql", "", "1_b.sql.ledger", "")))
                        .getMessage())
                .contains("1_b.sql.ledger");
    }

    /** CV-1. */
    @Test
    void theScriptsOwnHeadWinsOverTheFileBesideIt() {
        Migration migration = read(Map.of(
                        "1_a.sql", "-- ledger: transaction=auto\nSELECT 1;",
                        "1_a.sql.ledger", "transaction=none\nplaceholders=none\n"))
                .get(0);

        assertThat(migration.directives().transaction()).isEqualTo(Transaction.AUTO);
        assertThat(migration.directives().placeholders()).isEqualTo(Placeholders.NONE);
    }

    /** It runs as its up script does, but for what is said of it. */
    @Test
    void whatStandsBesideADownScriptIsOfTheDownScript() {
        Directives down = read(Map.of(
                        "1_a.sql", "-- ledger: transaction=none statement-timeout=1m\nSELECT 1;",
                        "1_a.sql.ledger", "placeholders=none\nlock-timeout=1s\n",
                        "1_a.down.sql", "-- ledger: statement-timeout=3m\nSELECT 2;",
                        "1_a.down.sql.ledger", "lock-timeout=9s\nstatement-timeout=2m\n"))
                .get(0)
                .downDirectives();

        assertThat(down.transaction()).isEqualTo(Transaction.NONE);
        assertThat(down.placeholders()).isEqualTo(Placeholders.NONE);
        assertThat(down.lockTimeout()).contains(Duration.ofSeconds(9));
        assertThat(down.statementTimeout()).contains(Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"requires=1", "only=sqlite", "replaces=1"})
    void whatIsOfTheWholeMigrationHasNoPlaceBesideADownScript(String setting) {
        Map<String, String> texts =
                Map.of("2_a.sql", "SELECT 1;", "2_a.down.sql", "", "2_a.down.sql.ledger", "# one\n" + setting + "\n");

        assertThat(SourceFiles.refused(ErrorCode.BAD_DIRECTIVE, () -> read(texts))
                        .what())
                .contains("2_a.down.sql.ledger:2: " + setting + " in a down script");
    }
}
