package com.example.ledger.duckdb;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.spi.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file for each database. DuckDB knows no users, so that user and password are empty. */
public final class DuckdbFixture implements ConformanceFixture {

    @Override
    public Dialect dialect() {
        return new DuckdbDialect();
    }

    @Override
    public CrashDatabase newDatabase() throws IOException {
        Path directory = Files.createTempDirectory("ledger-duckdb-");
        return new CrashDatabase("jdbc:duckdb:" + directory.resolve("db"), "", "", () -> {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        });
    }

    @Override
    public List<String> settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>(ConformanceFixture.super.settings(connection));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name || ' ' || coalesce(value, '') FROM duckdb_settings()")) {
            while (row.next()) {
                settings.add(row.getString(1));
            }
        }
        return settings;
    }

    @Override
    public Map<String, String> sessionSettings() {
        return Map.of(
                "SET integer_division = true", "CAST(current_setting('integer_division') AS VARCHAR)",
                "SET SESSION default_null_order = 'nulls_first'", "current_setting('default_null_order')");
    }

    /** DuckDB's errors have no SQLSTATE. */
    @Override
    public SQLException conflict() {
        return new SQLException("TransactionContext Error: Failed to commit: write-write conflict, says the kit");
    }

    @Override
    public Optional<String> selfCommittingStatement() {
        return Optional.of("CHECKPOINT");
    }

    @Override
    public Optional<String> slowStatement() {
        return Optional.of("SELECT count(*) FROM range(100000000000) t(x) WHERE x % 7 = 3");
    }

    @Override
    public List<String> oddStatements() {
        return List.of(
                "INSERT INTO kit (id, note) VALUES (7, $$a;b$$)",
                "CREATE MACRO twice(x) AS /* one; /* two; */ */ x || ';' || x");
    }
}
