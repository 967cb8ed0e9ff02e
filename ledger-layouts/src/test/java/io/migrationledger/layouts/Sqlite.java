package io.migrationledger.layouts;

import io.migrationledger.Migrator;
import io.migrationledger.migration.MigrationSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A database in a file, and what it holds. */
record Sqlite(Path file) {

    String url() {
        return "jdbc:sqlite:" + file;
    }

    Migrator migrator(MigrationSource source) {
        return Migrator.of(url(), new Properties()).source(source).build();
    }

    /** Runs a script as the database itself reads it. */
    Sqlite execute(Path script) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(Files.readString(script));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(script + ": " + e.getMessage(), e);
        }
    }

    /** Returns the schema and all rows, but for those of ledgers and histories. */
    List<String> contents() {
        try (Connection connection = DriverManager.getConnection(url())) {
            List<String> contents = new ArrayList<>();
            List<String> tables = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT type, name, sql FROM sqlite_master WHERE tbl_name NOT LIKE '%ledger%'"
                                    + " AND tbl_name NOT LIKE 'sqlite_%' AND tbl_name NOT LIKE 'flyway_%'"
                                    + " AND tbl_name NOT LIKE 'DATABASECHANGELOG%' ORDER BY type, name")) {
                while (row.next()) {
                    contents.add(row.getString(1) + " " + row.getString(2) + " "
                            + String.valueOf(row.getString(3)).replaceAll("\\s+", " "));
                    if (row.getString(1).equals("table")) {
                        tables.add(row.getString(2));
                    }
                }
            }
            for (String table : tables) {
                contents.addAll(rows(connection, table));
            }
            return contents;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM \"" + table + "\" ORDER BY 1")) {
            while (row.next()) {
                StringBuilder text = new StringBuilder(table);
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(' ').append(row.getString(i));
                }
                rows.add(text.toString());
            }
        }
        return rows;
    }
}
