package io.migrationledger.dialect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs statements as they are written, one message each. */
final class Sql {
    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /**
     * Runs a statement and reads all of its results.
     *
     * @return the number of rows changed, or 0 where the statement counts none
     */
    long run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Otherwise {fn …} and {d …} would be rewritten, in strings too where a driver's parser errs.
            statement.setEscapeProcessing(false);
            long count = 0;
            boolean rows = statement.execute(sql);
            while (true) {
                if (rows) {
                    drain(statement);
                } else {
                    int changed = statement.getUpdateCount();
                    if (changed < 0) {
                        return count;
                    }
                    count += changed;
                }
                rows = statement.getMoreResults();
            }
        }
    }

    private static void drain(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                // an error may come after the first rows
            }
        }
    }

    /** Returns the rows of a query, all columns as text, a missing value as the empty string. */
    List<List<String>> rows(String sql, String... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setEscapeProcessing(false);
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (ResultSet found = query.executeQuery()) {
                int columns = found.getMetaData().getColumnCount();
                List<List<String>> rows = new ArrayList<>();
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        String value = found.getString(column);
                        row.add(value == null ? "" : value);
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }

    Optional<List<String>> row(String sql, String... parameters) throws SQLException {
        return rows(sql, parameters).stream().findFirst();
    }
}
