package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ledger new} writes what the layout of the directory reads: the next plan has the new migration. */
class NewLayoutsTest {
    private static final String TIME = "[0-9]{14}";

    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory);
    }

    private List<String> created(String... options) throws IOException {
        List<String> before = files();
        String[] arguments = Stream.concat(Stream.of("new", "more prisma"), Stream.of(options))
                .toArray(String[]::new);
        Workplace.Result result = at.run(arguments);
        assertThat(result.err()).isEmpty();
        List<String> after = files();
        after.removeAll(before);
        after.forEach(file -> assertThat(result.out()).contains("Created DIR/migrations/" + file + "\n"));
        assertThat(at.run(plan(options)).out()).contains(" more prisma\n").doesNotContain("left out");
        return after;
    }

    private static String[] plan(String... options) {
        return Stream.concat(Stream.of("plan"), Stream.of(options).filter(option -> !option.equals("--down")))
                .toArray(String[]::new);
    }

    private List<String> files() throws IOException {
        Path migrations = at.path("migrations");
        if (!Files.exists(migrations)) {
            return new java.util.ArrayList<>();
        }
        try (Stream<Path> files = Files.walk(migrations)) {
            return new java.util.ArrayList<>(files.filter(Files::isRegularFile)
                    .map(file -> migrations.relativize(file).toString())
                    .sorted()
                    .toList());
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(at.path("migrations/" + file));
    }

    @Test
    void prismaHasADirectoryForEach() throws IOException {
        at.migration("migration_lock.toml", "provider = \"sqlite\"\n")
                .migration("0_init/migration.sql", "SELECT 1;")
                .migration("20200101000000_a/migration.sql", "SELECT 1;");

        assertThat(created()).singleElement().asString().matches(TIME + "_more_prisma/migration\\.sql");
        assertThat(at.run("new", "add users", "--down").err())
                .contains("ML-1002", "Prisma's migrations have no down scripts", "without --down");
    }

    @Test
    void twoWithinASecondAreTwoVersions() throws IOException {
        at.migration("99990101000000_a/migration.sql", "SELECT 1;");

        assertThat(created()).containsExactly("99990101000001_more_prisma/migration.sql");
    }

    @Test
    void dieselHasADirectoryForEach() throws IOException {
        at.migration("00000000000000_diesel_initial_setup/up.sql", "SELECT 1;")
                .migration("2020-01-01-000000_a/up.sql", "SELECT 1;");

        assertThat(created("--down"))
                .hasSize(2)
                .allMatch(file -> file.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{6}_more_prisma/(up|down)\\.sql"))
                .anyMatch(file -> file.endsWith("/up.sql"))
                .anyMatch(file -> file.endsWith("/down.sql"));
    }

    @Test
    void versionsOfHasuraAreMilliseconds() throws IOException {
        at.migration("1600000000000_a/up.sql", "SELECT 1;");

        assertThat(created()).singleElement().asString().matches("[0-9]{13}_more_prisma/up\\.sql");
    }

    @Test
    void gooseHasItsMarks() throws IOException {
        at.migration("00009_a.sql", "-- +goose Up\nSELECT 1;\n");

        assertThat(created()).containsExactly("00010_more_prisma.sql");
        assertThat(text("00010_more_prisma.sql")).isEqualTo("-- +goose Up\n-- description: more prisma\n\n");
        assertThat(at.run("new", "add users", "--down").code()).isZero();
        assertThat(text("00011_add_users.sql"))
                .isEqualTo("-- +goose Up\n-- description: add users\n\n-- +goose Down\n-- Undoes: add users\n\n");
    }

    @Test
    void dbmateHasItsMarks() throws IOException {
        at.migration("20200101000000_a.sql", "-- migrate:up\nSELECT 1;\n");

        List<String> created = created("--down");
        assertThat(created).singleElement().asString().matches(TIME + "_more_prisma\\.sql");
        assertThat(text(created.get(0)))
                .isEqualTo("-- migrate:up\n-- description: more prisma\n\n-- migrate:down\n-- Undoes: more prisma\n\n");
    }

    @Test
    void liquibaseHasAChangeset() throws IOException {
        at.migration("001_a.sql", "--liquibase formatted sql\n--changeset mira:1\nSELECT 1;\n");

        assertThat(at.run("new", "add users").code()).isZero();
        assertThat(text("002_add_users.sql"))
                .matches("--liquibase formatted sql\n\n--changeset [^:\\s]+:add_users\n--comment: add users\n\n");
        assertThat(at.run("plan").out()).contains("002_add_users.sql::add_users::");
    }

    @Test
    void liquibaseTakesBackWhereThatIsWanted() throws IOException {
        at.migration("001_a.sql", "--liquibase formatted sql\n--changeset mira:1\nCREATE TABLE a (x);\n");
        assertThat(at.run("new", "add users", "--down").code()).isZero();
        String script = text("002_add_users.sql");
        assertThat(script).endsWith("\n\n--rollback -- Undoes: add users\n");
        at.migration(
                "002_add_users.sql",
                script.replace(
                        "\n\n--rollback ", "\n\nCREATE TABLE users (x);\n--rollback DROP TABLE users;\n--rollback "));

        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("rollback", "--steps", "1", "--yes").code()).isZero();
        assertThat(at.query("SELECT count(*) FROM sqlite_master WHERE name IN ('a', 'users')"))
                .isEqualTo("1");
    }

    @Test
    void aFileWithoutAHalfThatTakesBackCannotBeRolledBack() throws IOException {
        String file = created("--layout", "goose").get(0);
        at.migration(file, text(file) + "CREATE TABLE users (x);\n");

        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("rollback", "--yes").code()).isEqualTo(1);
        assertThat(at.query("SELECT count(*) FROM sqlite_master WHERE name = 'users'"))
                .isEqualTo("1");
    }

    @Test
    void golangMigrateHasItsNameBesideOtherFiles() throws IOException {
        at.migration("seed.sql", "SELECT 1;");

        assertThat(at.run("new", "add users", "--layout", "golang-migrate").code())
                .isZero();
        assertThat(files()).anyMatch(file -> file.matches(TIME + "_add_users\\.up\\.sql"));
    }

    @Test
    void liquibaseRunsInTheOrderOfPaths() {
        at.migration("users.sql", "--liquibase formatted sql\n--changeset mira:1\nSELECT 1;\n");

        assertThat(at.run("new", "add users").err())
                .contains("ML-1002", "would run before DIR/migrations/users.sql", "--changeset");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prisma | [0-9]{14}_more_prisma/migration.sql",
                "diesel | [0-9-]{17}_more_prisma/up.sql",
                "goose | [0-9]{14}_more_prisma.sql",
                "dbmate | [0-9]{14}_more_prisma.sql",
                "golang-migrate | [0-9]{14}_more_prisma.up.sql",
                "pop | [0-9]{14}_more_prisma.up.sql",
                "flyway | V1__more_prisma.sql",
                "ledger | 0001_more_prisma.sql"
            })
    void theLayoutIsHeededInANewDirectory(String layout, String file) throws IOException {
        assertThat(created("--layout", layout)).singleElement().asString().matches(file);
    }

    @Test
    void aNewDirectoryOfLiquibase() throws IOException {
        assertThat(at.run("new", "add users", "--layout", "liquibase").code()).isZero();
        assertThat(text("0001_add_users.sql")).startsWith("--liquibase formatted sql\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqitch", "drizzle"})
    void whatAPlanHasToNameIsLeftToItsTool(String layout) {
        assertThat(at.run("new", "add users", "--layout", layout).err())
                .contains("ML-1002")
                .contains(
                        layout.equals("sqitch")
                                ? "sqitch add add_users"
                                : "drizzle-kit generate --custom --name=add_users");
        assertThat(at.path("migrations")).doesNotExist();
    }

    @Test
    void anUnclearDirectoryIsRefused() throws IOException {
        at.migration("0001_a.sql", "SELECT 1;").migration("2020-01-01-000000_t/up.sql", "SELECT 2;");

        assertThat(at.run("new", "add users").err()).contains("ML-1213", "--layout ledger or diesel");
        assertThat(files()).hasSize(2);
    }
}
