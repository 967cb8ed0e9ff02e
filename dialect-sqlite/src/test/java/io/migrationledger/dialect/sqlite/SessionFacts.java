package io.migrationledger.dialect.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a connection and a file look like from outside, read in other ways than the driver's own. */
final class SessionFacts {
    /** Do something, need an argument, or count. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "compile_options",
            "data_version",
            "foreign_key_check",
            "freelist_count",
            "incremental_vacuum",
            "integrity_check",
            "optimize",
            "page_count",
            "quick_check",
            "schema_version",
            "shrink_memory",
            "wal_checkpoint");

    private static final Pattern LISTS = Pattern.compile("(table|index|foreign_key)_x?(info|list)|\\w+_list");

    /** In the file, where a migration may leave them. */
    private static final Set<String> OF_THE_FILE =
            Set.of("application_id", "auto_vacuum", "default_cache_size", "encoding", "page_size", "user_version");

    private SessionFacts() {}

    /** Returns the settings, temporary objects and attached databases of a connection. */
    static List<String> session(Connection connection) throws SQLException {
        List<String> facts = new ArrayList<>();
        for (String pragma : SqliteProject.query(connection, "PRAGMA pragma_list")) {
            boolean setting =
                    !NO_SETTINGS.contains(pragma) && !LISTS.matcher(pragma).matches() && !OF_THE_FILE.contains(pragma);
            if (setting) {
                facts.add(pragma + " = "
                        + (pragma.equals("case_sensitive_like") ? like(connection) : value(connection, pragma)));
            }
        }
        facts.addAll(SqliteProject.query(
                connection, "SELECT type || ' ' || name || ' ' || sql FROM sqlite_temp_master ORDER BY 1"));
        facts.addAll(SqliteProject.query(
                connection, "SELECT 'database ' || name FROM pragma_database_list WHERE name <> 'temp' ORDER BY 1"));
        facts.add("auto-commit " + connection.getAutoCommit());
        facts.add("isolation " + connection.getTransactionIsolation());
        facts.add("read-only " + connection.isReadOnly());
        return facts;
    }

    /** Returns schema and rows, and the settings that are in the file. */
    static List<String> file(Connection connection) throws SQLException {
        List<String> facts = new ArrayList<>(new SqliteCrashSubject().dump(connection));
        for (String pragma : OF_THE_FILE) {
            facts.add(pragma + " = " + value(connection, pragma));
        }
        return facts;
    }

    private static List<String> like(Connection connection) throws SQLException {
        return SqliteProject.query(connection, "SELECT 'a' LIKE 'A'");
    }

    private static String value(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute("PRAGMA " + pragma)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }
}
