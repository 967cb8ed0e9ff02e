package com.example.ledger.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the driver talks to H2. Confined to one connection. */
record H2Sql(Connection connection) {

    /** Executes one statement as it stands, reads all of its results and returns how many rows it changed. */
    long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean rows = statement.execute(sql);
            long changed = 0;
            while (rows || statement.getLargeUpdateCount() >= 0) {
                changed += rows ? 0 : statement.getLargeUpdateCount();
                rows = statement.getMoreResults();
            }
            return changed;
        }
    }

    /** Returns the values of a query of one column, without NULL. */
    List<String> values(String query, String... parameters) throws SQLException {
        return rows(query, parameters).stream()
                .flatMap(row -> row.values().stream())
                .toList();
    }

    /** Returns the rows, each by column; a column that is NULL is missing. */
    List<Map<String, String>> rows(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<Map<String, String>> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Map<String, String> values = new LinkedHashMap<>();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        values.put(row.getMetaData().getColumnLabel(column), row.getString(column));
                    }
                    values.values().removeIf(value -> value == null);
                    rows.add(values);
                }
            }
            return rows;
        }
    }
}
