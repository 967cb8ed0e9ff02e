package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a migration in Java leaves in its session ends with it, as what a script leaves does. */
class CodeLeftoversTest {

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void theNextMigrationSeesNothingOfIt(Route route) throws Exception {
        assertThat(seen(route, 1)).isEqualTo(List.of("real by code", "real, @left unset"));
        assertThat(seen(route, 9)).isEqualTo(seen(route, 1));
    }

    /** Runs so many migrations at once until all are applied. */
    private static List<String> seen(Route route, int atOnce) throws SQLException {
        try (Bench bench = new Bench(route)) {
            Map<String, String> before = Map.of(
                    "0001_tables.sql",
                    "CREATE TABLE shelf (a VARCHAR(50)); INSERT INTO shelf VALUES ('real');"
                            + " CREATE TABLE basket (a VARCHAR(50)); INSERT INTO basket VALUES ('real');"
                            + " CREATE TABLE seen (a VARCHAR(90));");
            Map<String, String> after = Map.of(
                    "0003_sees.sql",
                    "INSERT INTO seen SELECT CONCAT(shelf.a, ', @left ', IFNULL(@left, 'unset')) FROM shelf, basket;");
            Migrator migrator = bench.builder()
                    .source(Migrations.scripts("default", before))
                    .source(Migrations.java(new Code()))
                    .source(Migrations.scripts("default", after))
                    .build();
            while (!migrator.migrate(MigrateOptions.ALL.limit(atOnce)).isUpToDate()) {
                assertThat(migrator.ledger().verify().isIntact()).isTrue();
            }
            return bench.rows("SELECT a FROM seen ORDER BY a");
        }
    }

    private record Code() implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of("default", "0002");
        }

        @Override
        public String description() {
            return "Leaves temporary tables and a variable";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO seen SELECT CONCAT(a, ' by code') FROM shelf");
                statement.execute("CREATE TEMPORARY TABLE shelf (a VARCHAR(50))");
                statement.addBatch("INSERT INTO shelf VALUES ('temporary')");
                statement.executeBatch();
            }
            try (PreparedStatement prepared =
                    connection.prepareStatement("CREATE TEMPORARY TABLE basket AS SELECT ? AS a")) {
                prepared.setString(1, "temporary");
                prepared.executeUpdate();
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET @left = 'by code'");
            }
        }
    }
}
