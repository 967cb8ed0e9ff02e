package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.FileSource;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Liquibase's formatted SQL. */
class LiquibaseTest {
    private static final String HEAD = "--liquibase formatted sql\n";

    @TempDir
    Path directory;

    SourceFiles source;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory.resolve("files"));
    }

    @Test
    void aChangesetSaysHowItRuns() {
        source.file(
                "a.sql",
                HEAD + "--changeset mira:1 runInTransaction:false\nSELECT 1;\n"
                        + "-- changeset mira:2 runOnChange:true\n-- comment: two words\nSELECT 2;\n--rollback empty\n"
                        + "--changeset mira:3 runAlways:true logicalFilePath:x/y.sql\nSELECT 3;\n"
                        + "--changeset mira:4 ignore:true\nSELECT 4;\n");

        List<Migration> all = source.read();
        assertThat(SourceFiles.ids(all)).containsExactly("a.sql::1::mira", "a.sql::2::mira", "x/y.sql::3::mira");
        assertThat(all).extracting(Migration::repeatable).containsExactly(false, true, true);
        assertThat(all.get(0).directives().transaction()).isEqualTo(Directives.Transaction.NONE);
        assertThat(all.get(1).description()).isEqualTo("two words");
        assertThat(all.get(1).down()).isPresent();
        assertThat(all.get(2).checksum()).isNotEqualTo(source.read().get(2).checksum());
        assertThat(all.get(2).foreign().orElseThrow().attributes())
                .containsEntry("author", "mira")
                .containsEntry("path", "x/y.sql");
    }

    /** LY-6. */
    @Test
    void theChecksumDoesNotChangeWithWhatStandsAround() {
        source.file("a.sql", HEAD + "--changeset mira:1\nSELECT 1;\n\n\nSELECT 2;");
        String before = source.only().checksum();
        source.file(
                "a.sql",
                HEAD + "\n\n--changeset mira:1\n--comment new\n\nSELECT 1;\n\n\nSELECT 2;\n--rollback SELECT 3;\n\n"
                        + "--changeset mira:2\nSELECT 4;");

        assertThat(source.read().get(0).checksum()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dbms:sqlite | sqlite,sqlite3 | true",
                "dbms:postgresql,sqlite | sqlite,sqlite3 | true",
                "dbms:!sqlite | sqlite,sqlite3 | false",
                "dbms:!h2 | postgresql,postgres | true",
                "dbms:postgresql | sqlite,sqlite3 | false",
                "dbms:mysql | mariadb,mysql | false",
                "dbms:mariadb | mariadb,mysql | true",
                "dbms:all | mysql | true",
                "dbms:none | mysql | false"
            })
    void theDatabaseIsHeeded(String dbms, String dialects, boolean here) {
        source.file("a.sql", HEAD + "--changeset mira:1 " + dbms + "\nSELECT 1;\n");

        assertThat(source.read(List.of(dialects.split(",")))).hasSize(here ? 1 : 0);
    }

    @Test
    void contextsAndLabelsHaveToBeChosen() {
        source.file(
                "a.sql",
                HEAD + "--changeset mira:1 context:\"test and !eu\"\nSELECT 1;\n"
                        + "--changeset mira:2 labels:eu,us\nSELECT 2;\n--changeset mira:3\nSELECT 3;\n"
                        + "--changeset mira:4 contextFilter:prod\nSELECT 4;\n");

        assertThat(source.read()).hasSize(4);
        assertThat(refused().what()).startsWith("3 problems").contains("a.sql:2: a context", "a.sql:4: labels");
        assertThat(refused().next()).contains("layout(\"liquibase:contexts=prod:labels=eu\")");
        assertThat(ids("contexts=:labels=")).containsExactly("1", "2", "3", "4");
        assertThat(ids("contexts=test:labels=")).containsExactly("1", "2", "3");
        assertThat(ids("contexts=test,eu:labels=us and eu")).containsExactly("2", "3");
        assertThat(ids("contexts=prod:labels=asia")).containsExactly("3", "4");
        SourceFiles.refused(ErrorCode.BAD_OPTION, () -> ids("context=prod"));
    }

    private List<String> ids(String options) {
        FileSource chosen = source.source().layout("liquibase:" + options);
        return chosen.migrations(List.of("sqlite")).stream()
                .map(one -> one.foreign().orElseThrow().key())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test | test | true",
                "test, prod | prod | true",
                "test and prod | prod | false",
                "test or prod and eu | test | true",
                "not (test or prod) | test | false",
                "!test and !prod | eu | true",
                "@x | y | false",
                "TEST | test | true"
            })
    void expressionsAreRead(String expression, String name, boolean holds) {
        assertThat(Expression.holds(expression, Set.of(name))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--changeset mira:1 runWith:psql | :2: runWith:psql",
                "--changeset mira:1;--precondition-table-exists table:t;x | :2: the precondition table-exists",
                "--changeset mira:1;--preconditions onFail:LATER;--precondition-sql-check expectedResult:0 SELECT 0;x"
                        + " | :2: onFail:LATER",
                "--changeset mira:1;--precondition-sql-check expectedResult:0 SELECT 0 /* x;SELECT 1 /* */"
                        + " | :2: a precondition whose comment",
                "--changeset mira:1;--precondition-sql-check SELECT 0;x | :2: a precondition sql-check without",
                "--changeset mira:1;SELECT 1;--precondition-sql-check expectedResult:0 SELECT 0 | :2: a precondition below",
                "--changeset mira:1;SELECT 1;/* liquibase rollback;SELECT 2 */ -- end;SELECT 3 | :2: a rollback comment"
            })
    void whatCannotBeHeededIsRefusedByNameWithItsLineWhereItHasNotRun(String lines, String what) {
        source.file("a.sql", HEAD + lines.replace(";", "\n"));

        assertThat(source.read()).hasSize(1);
        assertThat(refused().what()).contains("a.sql" + what);
    }

    @Test
    void whatHasRunStandsInNobodysWay() {
        source.file("a.sql", HEAD + "--changeset m:1\nCREATE TABLE t (a);\n");
        Migrator migrator = new Sqlite(directory.resolve("test.db")).migrator(source.source());
        migrator.migrate();
        source.file(
                "a.sql",
                HEAD + "--changeset m:1 context:old\n--precondition-sql-check expectedResult:0 SELECT 1\n"
                        + "CREATE TABLE t (a);\n--changeset m:2\nCREATE TABLE u (a);\n");

        assertThat(migrator.migrate().completed()).hasSize(1);
    }

    @Test
    void aPropertyGivesAPlaceholderItsValueUnlessAPersonDoes() {
        source.file(
                "a.sql",
                HEAD + "--property name:one value:other dbms:mysql\n--property name:one value:app\n"
                        + "--property name:own value:a global:false\n--changeset m:1\n"
                        + "CREATE TABLE ${one} AS SELECT '${own}' AS x;\n");
        source.file("b.sql", HEAD + "--property name:one value:late\n--changeset m:1\nDROP TABLE ${one};\n");
        assertThat(source.told()).isEmpty();
        String checksum = source.read().get(0).checksum();
        Sqlite database = new Sqlite(directory.resolve("test.db"));
        database.migrator(source.source()).migrate(MigrateOptions.ALL.to(MigrationId.of("a.sql::1::m")));
        assertThat(database.contents()).contains("app a");

        Sqlite given = new Sqlite(directory.resolve("given.db"));
        Migrator.of(given.url(), new Properties())
                .source(source.source())
                .placeholder("one", "mine")
                .build()
                .migrate(MigrateOptions.ALL.to(MigrationId.of("a.sql::1::m")));
        assertThat(given.contents()).contains("mine a");
        source.file("b.sql", HEAD + "--changeset m:1\nSELECT '${own}';\n");
        SourceFiles.refused(
                ErrorCode.UNRESOLVED_PLACEHOLDER,
                () -> database.migrator(source.source()).migrate());
        assertThat(source.read().get(0).checksum()).isEqualTo(checksum);
    }

    @Test
    void aBeginningThatIsNoneIsRefused() {
        source.file("a.sql", HEAD + "--changeset mira\n");

        assertThat(source.refused(ErrorCode.BAD_SYNTAX).what())
                .contains("a.sql:2: '--changeset mira' is no changeset's beginning");
    }

    private LedgerException refused() {
        return SourceFiles.refused(
                ErrorCode.UNSUPPORTED_FILE,
                () -> new Sqlite(directory.resolve("test.db"))
                        .migrator(source.source())
                        .migrate());
    }

    @ParameterizedTest
    @CsvSource({"db.changelog-master.xml", "changelog.yaml", "sub/changelog.json"})
    void otherFormatsAreNamedOnceWithWhatToDo(String name) {
        source.file("a.sql", "SELECT 1;").file("b.sql", "SELECT 1;").file(name, "<databaseChangeLog/>");

        var error = source.refused(ErrorCode.UNSUPPORTED_FILE);
        assertThat(error.what()).contains(name, "a changelog of Liquibase").doesNotContain("problems");
        assertThat(error.next()).contains("exclude(", "update-sql");
    }

    @Test
    void aChangesetThatRunsOnChangeKeepsItsPlace() {
        source.file(
                "a.sql",
                HEAD + "--changeset m:1\nCREATE TABLE t (a);\n--changeset m:v runOnChange:true\n"
                        + "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT a FROM t;\n"
                        + "--changeset m:2\nCREATE TABLE u AS SELECT * FROM v;\n");
        Sqlite database = new Sqlite(directory.resolve("test.db"));
        Migrator migrator = database.migrator(source.source());

        assertThat(migrator.migrate(MigrateOptions.ALL.to(MigrationId.of("a.sql::v::m")))
                        .completed())
                .hasSize(2);
        assertThat(migrator.migrate().completed()).hasSize(1);
        source.file(
                "a.sql",
                HEAD + "--changeset m:1\nCREATE TABLE t (a);\n--changeset m:v runOnChange:true\n"
                        + "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT a, 1 AS b FROM t;\n"
                        + "--changeset m:2\nCREATE TABLE u AS SELECT * FROM v;\n");
        assertThat(migrator.migrate().completed())
                .extracting(one -> one.id().value())
                .containsExactly("a.sql::v::m");
        assertThat(migrator.migrate().completed()).isEmpty();
    }

    @Test
    void aChangesetThatRunsAlwaysDoes() {
        source.file(
                "a.sql",
                HEAD
                        + "--changeset m:1\nCREATE TABLE t (a);\n--changeset m:2 runAlways:true\nINSERT INTO t VALUES (1);");
        Sqlite database = new Sqlite(directory.resolve("test.db"));
        Migrator migrator = database.migrator(source.source());

        assertThat(migrator.migrate().completed()).hasSize(2);
        assertThat(migrator.migrate().completed()).hasSize(1);
        assertThat(database.contents())
                .contains("t 1")
                .filteredOn("t 1"::equals)
                .hasSize(2);
    }
}
