package com.example.ledger.h2;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.spi.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the two ways to run H2 have in common. */
abstract class H2Fixture implements ConformanceFixture {
    static final String USER = "sa";
    static final String PASSWORD = "correct horse";

    @Override
    public Dialect dialect() {
        return new H2Dialect();
    }

    /** Makes the database: H2 gives a new one to the first user who connects, whatever the password. */
    static CrashDatabase made(String url, AutoCloseable drop) throws SQLException {
        CrashDatabase database = new CrashDatabase(url, USER, PASSWORD, drop);
        database.connect().close();
        return database;
    }

    @Override
    public List<String> settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>(ConformanceFixture.super.settings(connection));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT SETTING_NAME || ' ' || SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                                + " WHERE SETTING_NAME NOT LIKE 'info.%' UNION ALL SELECT 'LOCK_TIMEOUT ' || LOCK_TIMEOUT()")) {
            while (row.next()) {
                settings.add(row.getString(1));
            }
        }
        return settings;
    }

    @Override
    public Map<String, String> sessionSettings() {
        return Map.of(
                "SET LOCK_TIMEOUT 12345",
                "CAST(LOCK_TIMEOUT() AS VARCHAR)",
                "SET QUERY_TIMEOUT 54321",
                "(SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT')");
    }

    /** Rewrites the table into a copy, row by row. */
    @Override
    public String halfwayStatement() {
        return "ALTER TABLE kit ALTER COLUMN note INTEGER";
    }

    @Override
    public Optional<String> slowStatement() {
        return Optional.of("SELECT COUNT(*) FROM SYSTEM_RANGE(1, 10000000000) WHERE MOD(X, 7) = 3");
    }

    @Override
    public List<String> oddStatements() {
        return List.of(
                "CREATE ALIAS twice AS $$ int twice(int x) { int y = x; return y + y; } $$",
                "CREATE ALIAS thrice AS 'int thrice(int x) { int y = x; return 3 * y; }'",
                "INSERT INTO `odd;name` /* one; /* two; */ three; */ (\"a;b\") // it's;\n VALUES (U&'\\003b;')");
    }
}
