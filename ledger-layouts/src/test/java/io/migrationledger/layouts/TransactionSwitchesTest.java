package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a tool says about transactions means the same here: tried with a block that commits, on PostgreSQL (LY-4). */
class TransactionSwitchesTest {
    private static final String BLOCK =
            "DO $$ BEGIN INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2); END $$;\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flyway | V1__t.sql | V2__u.sql | '' | V2__u.sql.conf | executeInTransaction=false",
                "pop | 1_t.postgres.up.sql | 2_u.autocommit.up.sql | '' | README | ''",
                "diesel | 1_t/up.sql | 2_u/up.sql | '' | 2_u/metadata.toml | run_in_transaction = false",
                "goose | 1_t.sql | 2_u.sql | -- +goose NO TRANSACTION;-- +goose Up | README | ''",
                "dbmate | 1_t.sql | 2_u.sql | -- migrate:up transaction:false | README | ''",
                "liquibase | 1.sql | 2.sql | --liquibase formatted sql;--changeset m:2 runInTransaction:false | README | ''"
            })
    void aBlockThatCommitsRunsWhereTheToolSaysSoAndOnlyThere(
            String tool, String first, String second, String head, String beside, String text) throws SQLException {
        String up = switch (tool) {
            case "goose" -> "-- +goose Up\n";
            case "dbmate" -> "-- migrate:up\n";
            case "liquibase" -> "--liquibase formatted sql\n--changeset m:1\n";
            default -> "";
        };
        SourceFiles with = new SourceFiles(directory.resolve("with"));
        with.file(first, up + "CREATE TABLE t (a int);\n")
                .file(second, head.replace(";", "\n") + "\n" + BLOCK)
                .file(beside, text);
        SourceFiles without = new SourceFiles(directory.resolve("without"));
        without.file(first, up + "CREATE TABLE t (a int);\n")
                .file(second.replace(".autocommit", ""), up.replace("m:1", "m:2") + BLOCK);

        try (TestDatabase database = TestServers.postgres().newDatabase()) {
            assertThat(migrator(database, tool, "with").migrate().completed()).hasSize(2);
            assertThat(rows(database)).containsExactly("1", "2");
        }
        try (TestDatabase database = TestServers.postgres().newDatabase()) {
            Migrator migrator = migrator(database, tool, "without");
            MigrationFailedException failed =
                    catchThrowableOfType(MigrationFailedException.class, () -> migrator.migrate());
            assertThat(failed.what()).contains("invalid transaction termination");
            assertThat(rows(database)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "MARIADB"})
    void flywaysOwnPlaceholdersHaveTheirValues(TestServers server) throws SQLException {
        try (TestDatabase database = server.get().newDatabase()) {
            boolean postgres = database.url().contains("postgresql");
            new SourceFiles(directory.resolve("with"))
                    .file(
                            "V1__t.sql",
                            "CREATE TABLE ${flyway:defaultSchema}.t (a varchar(99));\n"
                                    + "INSERT INTO t VALUES ('1 ${flyway:defaultSchema}'), ('2 ${flyway:user}'),"
                                    + " ('3 ${flyway:database}');\n");
            migrator(database, "flyway", "with").migrate();

            assertThat(rows(database))
                    .containsExactly(
                            postgres ? "1 public" : "1 " + database.name(),
                            "2 " + database.user(),
                            "3 " + database.name());
        }
    }

    private Migrator migrator(TestDatabase database, String tool, String folder) {
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        return Migrator.of(database.url(), login)
                .source(Migrations.directory(directory.resolve(folder)).layout(tool))
                .build();
    }

    private static List<String> rows(TestDatabase database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT a FROM t ORDER BY a")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
