package io.migrationledger.dialect.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The server's catalogs, read in a script's own search_path. */
final class Catalog {
    private final Connection connection;
    private final Consumer<String> report;

    Catalog(Connection connection, Consumer<String> report) {
        this.connection = connection;
        this.report = report;
    }

    /** Returns the first column of all rows; a NULL is an empty string. */
    List<String> lines(String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    lines.add(Objects.requireNonNullElse(row.getString(1), ""));
                }
            }
        }
        return lines;
    }

    /** Returns the first column of the first row, or an empty string. */
    String text(String query) throws SQLException {
        return String.join("\n", lines(query).stream().limit(1).toList());
    }

    /** Runs a statement of the driver's own. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Tells a person what takes so long. */
    void report(String text) {
        report.accept(text);
    }
}
