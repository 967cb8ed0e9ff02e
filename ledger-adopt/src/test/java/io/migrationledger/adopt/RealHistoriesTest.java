package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.AdoptOptions;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Adopted.FileCheck;
import io.migrationledger.event.LedgerEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables that the tools themselves wrote (src/test/fixtures, which says which versions, and writes them again): adopted,
 * then a migration more, and back; the other table stays as it is (AD-2, AD-3, AD-5, AD-12).
 */
class RealHistoriesTest {
    private static final Path HISTORIES = Path.of("src/test/resources/histories");
    private static final String LATER = "CREATE TABLE later (id INT PRIMARY KEY);\n";
    private static final String BACK = "DROP TABLE later;\n";

    @TempDir
    Path directory;

    /**
     * A history.
     *
     * @param folder where its fixture is
     * @param table the tool's table, as SQL names it
     * @param checks how each of its files compares with its row; one for all of them
     * @param at what the time of each row begins with, or the empty string where the table has none
     * @param ids what is adopted, namespace and id
     * @param files what is written then, name and text by turns; the first is the migration that runs
     */
    record Real(
            String tool,
            String folder,
            Place.Kind kind,
            String table,
            List<FileCheck> checks,
            String at,
            List<String> ids,
            String... files) {

        static Real code(String tool, Place.Kind kind, String table, String at, String... ids) {
            return new Real(
                    tool,
                    tool,
                    kind,
                    table,
                    List.of(FileCheck.ABSENT),
                    at,
                    List.of(ids),
                    "0001_later.sql",
                    LATER,
                    "0001_later.down.sql",
                    BACK);
        }

        @Override
        public String toString() {
            return folder;
        }
    }

    static Stream<Real> all() {
        return Stream.of(
                new Real(
                        "dbmate",
                        "dbmate",
                        Place.Kind.SQLITE,
                        "schema_migrations",
                        List.of(FileCheck.UNKNOWN),
                        "",
                        List.of("main:20240101000000", "main:20240102000000"),
                        "20240103000000_later.sql",
                        "-- migrate:up\n" + LATER + "-- migrate:down\n" + BACK),
                new Real(
                        "prisma",
                        "prisma",
                        Place.Kind.SQLITE,
                        "_prisma_migrations",
                        List.of(FileCheck.EQUAL),
                        "2026-11-27T",
                        List.of("main:20240101000000", "main:20240102000000"),
                        "20240103000000_later/migration.sql",
                        LATER),
                new Real(
                        "drizzle",
                        "drizzle",
                        Place.Kind.SQLITE,
                        "__drizzle_migrations",
                        List.of(FileCheck.EQUAL),
                        "",
                        List.of("main:0000", "main:0001")),
                new Real(
                        "drizzle",
                        "drizzle-postgres",
                        Place.Kind.POSTGRES,
                        "drizzle.__drizzle_migrations",
                        List.of(FileCheck.EQUAL),
                        "",
                        List.of("main:0000", "main:0001")),
                new Real(
                        "sqitch",
                        "sqitch",
                        Place.Kind.POSTGRES,
                        "sqitch.events",
                        List.of(
                                FileCheck.EQUAL,
                                FileCheck.UNKNOWN,
                                FileCheck.UNKNOWN,
                                FileCheck.EQUAL,
                                FileCheck.EQUAL),
                        "2026-11-27T",
                        List.of("main:users", "main:names", "main:names", "main:names", "main:names#2")),
                new Real(
                        "atlas",
                        "atlas",
                        Place.Kind.SQLITE,
                        "atlas_schema_revisions",
                        List.of(FileCheck.EQUAL),
                        "2026-11-27T",
                        List.of("main:20240101000000", "main:20240102000000"),
                        "20240103000000_later.sql",
                        LATER),
                new Real(
                        "sqitch",
                        "sqitch-sqlite",
                        Place.Kind.SQLITE,
                        "users",
                        List.of(FileCheck.EQUAL, FileCheck.UNKNOWN, FileCheck.UNKNOWN, FileCheck.EQUAL),
                        "2026-11-27T",
                        List.of("main:users", "main:names", "main:names", "main:names")),
                new Real(
                        "sql-migrate",
                        "sql-migrate",
                        Place.Kind.SQLITE,
                        "gorp_migrations",
                        List.of(FileCheck.UNKNOWN),
                        "2026-11-27T",
                        List.of("main:1", "main:2"),
                        "3_later.up.sql",
                        LATER,
                        "3_later.down.sql",
                        BACK),
                Real.code(
                        "django",
                        Place.Kind.SQLITE,
                        "django_migrations",
                        "2026-11-27T",
                        "django.shop:0001_initial",
                        "django.shop:0002_name"),
                Real.code(
                        "alembic",
                        Place.Kind.SQLITE,
                        "alembic_version",
                        "",
                        "alembic:27c6a30d7c24",
                        "alembic:ae1027a6acf0"),
                Real.code(
                        "rails",
                        Place.Kind.SQLITE,
                        "schema_migrations",
                        "",
                        "rails:20240101000000",
                        "rails:20240102000000"),
                Real.code(
                        "laravel",
                        Place.Kind.SQLITE,
                        "migrations",
                        "",
                        "laravel:2024_01_01_000000_users",
                        "laravel:2024_01_02_000000_names"),
                Real.code(
                        "knex",
                        Place.Kind.POSTGRES,
                        "knex_migrations",
                        "2026-11-27T",
                        "knex:20240101000000_users.js",
                        "knex:20240102000000_names.js"),
                Real.code(
                        "typeorm",
                        Place.Kind.POSTGRES,
                        "migrations",
                        "2024-01-0",
                        "typeorm:Users1704067200000",
                        "typeorm:Names1704153600000"),
                Real.code(
                        "sequelize",
                        Place.Kind.POSTGRES,
                        "\"SequelizeMeta\"",
                        "",
                        "sequelize:20240101000000-users.js",
                        "sequelize:20240102000000-names.js"),
                Real.code(
                        "node-pg-migrate",
                        Place.Kind.POSTGRES,
                        "pgmigrations",
                        "2026-11-27T",
                        "node-pg-migrate:1704067200000_users",
                        "node-pg-migrate:1704153600000_names"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isTakenOverAndGoesOn(Real real) throws Exception {
        Path migrations = Files.createDirectories(directory.resolve("migrations"));
        copy(HISTORIES.resolve(real.folder()).resolve("migrations"), migrations);
        if (real.tool().equals("sql-migrate")) { // whose files are written in another layout first
            Files.move(migrations.resolve("1_users.sql"), migrations.resolve("1_users.up.sql"));
            Files.move(migrations.resolve("2_names.sql"), migrations.resolve("2_names.up.sql"));
        }
        try (Place place = real.kind().create(directory)) {
            Optional<Path> registry = registry(real, place);
            byte[] written = registry.isPresent() ? Files.readAllBytes(registry.get()) : new byte[0];
            try (Connection connection = place.connect();
                    Statement statement = connection.createStatement()) {
                String script =
                        Files.readString(HISTORIES.resolve(real.folder()).resolve("history.sql"));
                if (real.kind() == Place.Kind.SQLITE) {
                    statement.executeUpdate(script); // of several statements, the driver runs all in this call alone
                } else {
                    statement.execute(script);
                }
            }
            List<String> before = place.rows("SELECT * FROM " + real.table());
            Migrator migrator = place.migrator(migrations).build();

            List<LedgerEvent> events = migrator.adopt(AdoptOptions.ANY).events();

            assertThat(events)
                    .extracting(
                            event -> event.id().namespace() + ":" + event.id().value())
                    .isEqualTo(real.ids());
            List<Adopted> adopted = events.stream()
                    .map(event -> Adopted.of(event).orElseThrow())
                    .toList();
            assertThat(adopted).extracting(Adopted::tool).containsOnly(real.tool());
            assertThat(adopted)
                    .extracting(Adopted::file)
                    .isEqualTo(
                            real.checks().size() == adopted.size()
                                    ? real.checks()
                                    : Collections.nCopies(
                                            adopted.size(), real.checks().get(0)));
            assertThat(adopted)
                    .allMatch(one -> real.at().isEmpty()
                            ? one.at().isEmpty()
                            : one.at().orElse("").startsWith(real.at()));

            for (int i = 0; i < real.files().length; i += 2) {
                Path file = migrations.resolve(real.files()[i]);
                Files.createDirectories(file.getParent());
                Files.writeString(file, real.files()[i + 1]);
            }
            boolean more = real.files().length > 0;
            assertThat(migrator.migrate().completed()).hasSize(more ? 1 : 0);
            assertThat(migrator.status().problems()).isEmpty();
            assertThat(migrator.status().lines())
                    .extracting(line -> line.standing())
                    .containsOnly(Standing.APPLIED);
            if (more && !Set.of("prisma", "atlas").contains(real.tool())) { // which have no way back
                assertThat(migrator.rollback(RollbackOptions.LAST_BATCH).completed())
                        .hasSize(1);
            }
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(migrator.adopt(AdoptOptions.ANY).doneBefore()).isTrue();
            assertThat(place.rows("SELECT * FROM " + real.table())).isEqualTo(before);
            if (registry.isPresent()) {
                assertThat(Files.readAllBytes(registry.get())).isEqualTo(written);
                assertThat(adopted).allMatch(one -> one.table().equals("events of sqitch.db"));
                assertThat(adopted)
                        .as("sqitch writes times in UTC")
                        .allMatch(one -> one.at().orElse("").endsWith("Z"));
            }
        }
    }

    /** Makes the file beside the database in which sqitch keeps its tables on SQLite, where the fixture has one. */
    private static Optional<Path> registry(Real real, Place place) throws Exception {
        Path script = HISTORIES.resolve(real.folder()).resolve("registry.sql");
        if (!Files.exists(script)) {
            return Optional.empty();
        }
        Path file = Path.of(place.url().substring("jdbc:sqlite:".length())).resolveSibling("sqitch.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(Files.readString(script));
        }
        return Optional.of(file);
    }

    static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(from)) {
            walk.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, Files.readString(file, StandardCharsets.UTF_8));
        }
    }
}
