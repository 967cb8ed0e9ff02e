package io.migrationledger.spi.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Statements of one connection, each one message and sent as it stands: JDBC's escapes are off, so that <code>{d …}</code>
 * in a script reaches the database, and a query without parameters may hold question marks. Values are read as text. Every
 * error of the database comes through as its {@link SQLException}.
 */
public final class JdbcSql {
    private static final int NO_MORE_RESULTS = -1;

    private final Connection connection;

    /** Uses a connection, which stays the caller's. */
    public JdbcSql(Connection connection) {
        this.connection = connection;
    }

    /**
     * Executes one statement and reads all of its results to the end.
     *
     * @return the number of rows changed by all of them, or 0 where the statement counts none
     */
    public long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return execute(statement, sql);
        }
    }

    /** Executes statements in their order; where one fails, those after it are not executed. */
    public void executeAll(List<String> statements) throws SQLException {
        for (String statement : statements) {
            execute(statement);
        }
    }

    /** Does what {@link #execute(String)} does, on a statement that the caller has made and closes: one with a limit, say. */
    public static long execute(Statement statement, String sql) throws SQLException {
        statement.setEscapeProcessing(false);
        long changed = 0;
        boolean rows = statement.execute(sql);
        while (true) {
            if (rows) {
                drain(statement);
            } else {
                long count = updateCount(statement);
                if (count == NO_MORE_RESULTS) {
                    return changed;
                }
                changed += Math.max(count, 0);
            }
            rows = statement.getMoreResults();
        }
    }

    /** A wrapper of the time before JDBC 4.2 (p6spy 3.9.1) does not hand the larger number through. */
    private static long updateCount(Statement statement) throws SQLException {
        try {
            return statement.getLargeUpdateCount();
        } catch (UnsupportedOperationException e) {
            return statement.getUpdateCount();
        }
    }

    /**
     * Returns the rows of a query, each with its columns in order; a NULL is the empty string.
     *
     * @param parameters texts for the question marks of the query
     */
    public List<List<String>> rows(String query, String... parameters) throws SQLException {
        return read(query, parameters, JdbcSql::columns);
    }

    /**
     * Executes statements that stand in one text, where the client sends such a text as one message, and reads all results
     * to the end.
     *
     * @return the rows of the last result that is a result set, which may have none; empty where there is no result set
     */
    public List<List<String>> lastRows(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            List<List<String>> last = List.of();
            boolean rows = statement.execute(statements);
            while (rows || updateCount(statement) != NO_MORE_RESULTS) {
                if (rows) {
                    try (ResultSet found = statement.getResultSet()) {
                        last = all(found, JdbcSql::columns);
                    }
                }
                rows = statement.getMoreResults();
            }
            return last;
        }
    }

    /** Returns the first row of a query, or empty where it has none. */
    public Optional<List<String>> row(String query, String... parameters) throws SQLException {
        return rows(query, parameters).stream().findFirst();
    }

    /** Returns the first column of all rows; a NULL is the empty string. */
    public List<String> values(String query, String... parameters) throws SQLException {
        return rows(query, parameters).stream().map(row -> row.get(0)).toList();
    }

    /** Returns the first column of the first row; the empty string where it is NULL or there is no row. */
    public String value(String query, String... parameters) throws SQLException {
        return row(query, parameters).map(row -> row.get(0)).orElse("");
    }

    /** Returns the rows of a query, each by the names of its columns as the database gives them; a NULL is left out. */
    public List<Map<String, String>> named(String query, String... parameters) throws SQLException {
        return read(query, parameters, JdbcSql::byName);
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String query, String[] parameters, RowReader<T> reader) throws SQLException {
        if (parameters.length == 0) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                try (ResultSet found = statement.executeQuery(query)) {
                    return all(found, reader);
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                return all(found, reader);
            }
        }
    }

    private static <T> List<T> all(ResultSet found, RowReader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        while (found.next()) {
            rows.add(reader.read(found));
        }
        return rows;
    }

    private static List<String> columns(ResultSet row) throws SQLException {
        int columns = row.getMetaData().getColumnCount();
        List<String> values = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
            values.add(Objects.requireNonNullElse(row.getString(column), ""));
        }
        return values;
    }

    private static Map<String, String> byName(ResultSet row) throws SQLException {
        ResultSetMetaData meta = row.getMetaData();
        Map<String, String> values = new LinkedHashMap<>();
        for (int column = 1; column <= meta.getColumnCount(); column++) {
            String value = row.getString(column);
            if (value != null) {
                values.put(meta.getColumnLabel(column), value);
            }
        }
        return values;
    }

    private static void drain(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                // An error may come after the first rows, and some databases work while they are read.
            }
        }
    }
}
