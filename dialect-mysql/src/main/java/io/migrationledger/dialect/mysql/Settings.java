package io.migrationledger.dialect.mysql;

import io.migrationledger.spi.support.JdbcSql;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The session's variables: read once, changed for a migration, put back after it. */
final class Settings {
    /** A statement that waits longer than this for a lock fails; the server's own limit is a year. */
    static final Duration LOCK_WAIT = Duration.ofSeconds(60);

    private static final List<String> KEPT = List.of(
            "sql_mode",
            "time_zone",
            "foreign_key_checks",
            "unique_checks",
            "sql_safe_updates",
            "character_set_client",
            "character_set_results",
            "collation_connection",
            "lock_wait_timeout",
            "innodb_lock_wait_timeout");

    private final JdbcSql sql;
    private final String isolation;
    private final String statementLimit;
    private final boolean mariadb;
    private final Map<String, String> original = new LinkedHashMap<>();
    private final Map<String, String> current = new LinkedHashMap<>();
    private String database = "";
    private String user = "";
    private boolean ignoresCase;
    private boolean read;
    private boolean touched;

    Settings(JdbcSql sql, boolean mariadb) {
        this.sql = sql;
        this.mariadb = mariadb;
        this.isolation = mariadb ? "tx_isolation" : "transaction_isolation";
        // MySQL limits SELECT only (https://dev.mysql.com/doc/refman/8.0/en/server-system-variables.html).
        this.statementLimit = mariadb ? "max_statement_time" : "max_execution_time";
    }

    /** Reads the session's variables, once. */
    void read() throws SQLException {
        if (read) {
            return;
        }
        StringJoiner query =
                new StringJoiner(", ", "SELECT DATABASE(), CURRENT_USER(), @@lower_case_table_names, ", "");
        List<String> names = new ArrayList<>(KEPT);
        names.add(isolation);
        names.add(statementLimit);
        names.forEach(name -> query.add("@@" + name));
        List<String> row = sql.row(query.toString()).orElseThrow();
        database = row.get(0);
        user = row.get(1);
        ignoresCase = !row.get(2).equals("0");
        int column = 3;
        for (String name : names) {
            original.put(name, row.get(column++));
        }
        current.putAll(original);
        read = true;
    }

    /** Returns the session's database, or the empty string where it has none. */
    String database() throws SQLException {
        read();
        return database;
    }

    /** Returns the account that the server took the session for. */
    String user() throws SQLException {
        read();
        return user;
    }

    /** Returns whether names of databases and tables that differ in case only are the same. */
    boolean ignoresCase() throws SQLException {
        read();
        return ignoresCase;
    }

    /** Returns a variable as it now is. */
    String current(String name) throws SQLException {
        read();
        if (touched) {
            List<String> row = sql.row("SELECT @@sql_mode, @@time_zone").orElseThrow();
            current.put("sql_mode", row.get(0));
            current.put("time_zone", row.get(1));
        }
        return current.getOrDefault(name, "");
    }

    /** A statement has run that may have changed the session. */
    void touch() {
        touched = true;
    }

    /** Sets the limits of a migration. */
    void limit(Optional<Duration> lock, Optional<Duration> statement) throws SQLException {
        read();
        Map<String, String> wanted = new LinkedHashMap<>();
        String seconds = Long.toString(Math.max(1, lock.orElse(LOCK_WAIT).toSeconds()));
        wanted.put("lock_wait_timeout", seconds);
        wanted.put("innodb_lock_wait_timeout", seconds);
        wanted.put(statementLimit, statement.map(this::limit).orElse(original.get(statementLimit)));
        set(wanted);
    }

    private String limit(Duration limit) {
        return mariadb
                ? BigDecimal.valueOf(limit.toMillis(), 3).toPlainString()
                : Long.toString(Math.max(1, limit.toMillis()));
    }

    /** Puts everything back that a script may have changed; the limits stay until {@link #restore}. */
    void afterMigration() throws SQLException {
        if (touched) {
            Map<String, String> all = new LinkedHashMap<>(current);
            all.put("sql_mode", original.get("sql_mode"));
            all.put("time_zone", original.get("time_zone"));
            current.clear();
            touched = false;
            set(all);
        }
    }

    /** Puts everything back as it was found. */
    void restore() throws SQLException {
        if (read) {
            afterMigration();
            set(original);
        }
    }

    /** Sets variables for a moment, to look at objects as they were looked at before. */
    void set(Map<String, String> wanted) throws SQLException {
        StringJoiner set = new StringJoiner(", ", "SET ", "");
        set.setEmptyValue("");
        wanted.forEach((name, value) -> {
            if (!value.equals(current.get(name))) {
                set.add("SESSION " + name + " = " + literal(name, value));
            }
        });
        if (set.length() > 0) {
            sql.execute(set.toString());
            current.putAll(wanted);
        }
    }

    private static String literal(String name, String value) {
        if (value.isEmpty() && name.startsWith("character_set")) {
            return "NULL"; // Connector/J asks for results in their own character sets
        }
        boolean number = value.matches("\\d+(\\.\\d+)?");
        return number ? value : "'" + value.replace("'", "''") + "'";
    }
}
