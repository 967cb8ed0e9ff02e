package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.AdoptOptions;
import io.migrationledger.AdoptResult;
import io.migrationledger.Migrator;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Adopted.FileCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tools whose migrations are code: taken over by name, in a namespace of their own, before SQL of ours goes on (AD-9, AD-11). The tables
 * are as these make them: Rails 8.0, Django 5.1, Laravel 12, Alembic 1.15, Ecto 3.12, Knex 3.1, TypeORM 0.3, Sequelize 6
 * with umzug 3, node-pg-migrate 7 and ormed 0.1, from their sources.
 */
class CodeHistoriesTest {
    @TempDir
    Path directory;

    /**
     * A history.
     *
     * @param at when the first one was applied, as far as the table says
     * @param ids what is adopted, namespace and id
     */
    record Code(String tool, Optional<String> at, List<String> ids, String... statements) {
        @Override
        public String toString() {
            return tool;
        }
    }

    static Stream<Code> all() {
        return Stream.of(
                new Code(
                        "rails",
                        Optional.empty(),
                        List.of("rails:1", "rails:20240101000000", "rails:20240102000000"),
                        "CREATE TABLE \"schema_migrations\" (\"version\" varchar NOT NULL PRIMARY KEY)",
                        "CREATE TABLE \"ar_internal_metadata\" (\"key\" varchar NOT NULL PRIMARY KEY, \"value\" varchar)",
                        "INSERT INTO schema_migrations VALUES ('20240102000000'), ('1'), ('20240101000000')"),
                new Code(
                        "django",
                        Optional.of("2024-01-01T10:00:00.123456"),
                        List.of("django.auth:0001_initial", "django.shop:0001_initial", "django.auth:0002_more"),
                        "CREATE TABLE \"django_migrations\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"app\""
                                + " varchar(255) NOT NULL, \"name\" varchar(255) NOT NULL, \"applied\" datetime NOT NULL)",
                        "INSERT INTO django_migrations (app, name, applied) VALUES"
                                + " ('auth', '0001_initial', '2024-01-01 10:00:00.123456'),"
                                + " ('shop', '0001_initial', '2024-01-01 10:00:01'),"
                                + " ('auth', '0002_more', '2024-01-01 10:00:02')"),
                new Code(
                        "laravel",
                        Optional.empty(),
                        List.of("laravel:0001_01_01_000000_create_users_table", "laravel:2024_01_01_000000_add_names"),
                        "CREATE TABLE \"migrations\" (\"id\" integer primary key autoincrement not null, \"migration\""
                                + " varchar not null, \"batch\" integer not null)",
                        "INSERT INTO migrations (migration, batch) VALUES ('0001_01_01_000000_create_users_table', 1),"
                                + " ('2024_01_01_000000_add_names', 2)"),
                new Code(
                        "alembic",
                        Optional.empty(),
                        List.of("alembic:1975ea83b712"),
                        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc"
                                + " PRIMARY KEY (version_num))",
                        "INSERT INTO alembic_version VALUES ('1975ea83b712')"),
                new Code(
                        "ecto",
                        Optional.of("2024-01-01T10:00:00"),
                        List.of("ecto:20240101000000"),
                        "CREATE TABLE \"schema_migrations\" (\"version\" INTEGER PRIMARY KEY, \"inserted_at\" TEXT)",
                        "INSERT INTO schema_migrations VALUES (20240101000000, '2024-01-01T10:00:00')"),
                new Code(
                        "knex",
                        Optional.of("2024-01-01T10:00:00Z"),
                        List.of("knex:20240101000000_users.js"),
                        "CREATE TABLE `knex_migrations` (`id` integer not null primary key autoincrement, `name`"
                                + " varchar(255), `batch` integer, `migration_time` datetime)",
                        "INSERT INTO knex_migrations (name, batch, migration_time) VALUES ('20240101000000_users.js', 1,"
                                + " 1704103200000)"),
                new Code(
                        "typeorm",
                        Optional.of("2024-01-01T10:00:00Z"),
                        List.of("typeorm:Users1704103200000"),
                        "CREATE TABLE \"migrations\" (\"id\" integer PRIMARY KEY AUTOINCREMENT NOT NULL, \"timestamp\""
                                + " bigint NOT NULL, \"name\" varchar NOT NULL)",
                        "INSERT INTO migrations (timestamp, name) VALUES (1704103200000, 'Users1704103200000')"),
                new Code(
                        "sequelize",
                        Optional.empty(),
                        List.of("sequelize:20240101000000-users.js"),
                        "CREATE TABLE `SequelizeMeta` (`name` VARCHAR(255) NOT NULL UNIQUE PRIMARY KEY)",
                        "INSERT INTO SequelizeMeta VALUES ('20240101000000-users.js')"),
                new Code(
                        "node-pg-migrate",
                        Optional.of("2024-01-01T10:00:00"),
                        List.of("node-pg-migrate:1704103200000_users"),
                        "CREATE TABLE pgmigrations (id INTEGER PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp"
                                + " NOT NULL)",
                        "INSERT INTO pgmigrations VALUES (1, '1704103200000_users', '2024-01-01 10:00:00')"),
                new Code(
                        "ormed",
                        Optional.of("2024-01-01T10:00:00"),
                        List.of("ormed:m_20240101000000_users"),
                        "CREATE TABLE orm_migrations (id TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL,"
                                + " batch INTEGER NOT NULL)",
                        "INSERT INTO orm_migrations VALUES ('m_20240101000000_users', 'abc', '2024-01-01T10:00:00', 1)"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isTakenOverByName(Code history) throws Exception {
        Path migrations = directory.resolve("migrations");
        History.of("ours", "none")
                .file("0001_later.sql", "CREATE TABLE later (id INT PRIMARY KEY);")
                .writeFiles(migrations);
        try (Place place = Place.sqlite(directory)) {
            place.execute(history.statements());
            assertThatThrownBy(() -> place.migrator(migrations).build().migrate())
                    .hasMessageContaining("Migrator.adopt(AdoptOptions.ANY.from(\"" + history.tool());
            // By the first run itself, and found without naming the tool.
            Migrator migrator =
                    place.migrator(migrations).adopt(AdoptOptions.ANY).build();
            assertThat(migrator.migrate().completed()).hasSize(1);

            List<Adopted> adopted = migrator.ledger().events().stream()
                    .flatMap(event -> Adopted.of(event).stream())
                    .toList();
            assertThat(migrator.ledger().events().stream()
                            .filter(event -> Adopted.of(event).isPresent())
                            .map(event ->
                                    event.id().namespace() + ":" + event.id().value()))
                    .isEqualTo(history.ids());
            assertThat(adopted).extracting(Adopted::tool).containsOnly(history.tool());
            assertThat(adopted).extracting(Adopted::file).containsOnly(FileCheck.ABSENT);
            assertThat(adopted.get(0).at()).isEqualTo(history.at());
            assertThat(migrator.status().problems()).isEmpty();
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            AdoptResult again = migrator.adopt(AdoptOptions.ANY.from(history.tool()));
            assertThat(again.doneBefore()).isTrue();
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }
}
