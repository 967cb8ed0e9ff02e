package io.migrationledger.dialect.mysql.server;

import io.migrationledger.event.StepList;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Another session, in words. */
public final class OtherSession {
    private static final int SHOWN = 120;

    /** The age is that of the statement, or of the pause between two. */
    private static final String SESSION =
            "SELECT user, host, command, DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL time SECOND, '%Y-%m-%d %H:%i:%s'), info"
                    + " FROM information_schema.processlist WHERE id = ?";

    /**
     * Each account may read of its own sessions
     * (https://dev.mysql.com/doc/refman/8.0/en/performance-schema-session-account-connect-attrs-table.html); of others one
     * that may read all of the performance schema. Where that is off, as on MariaDB without being told, they are empty.
     */
    private static final List<String> ATTRIBUTES = List.of("session_account_connect_attrs", "session_connect_attrs");

    private OtherSession() {}

    /** Returns who a session is and what it does since when, as far as this account may see. */
    static String of(JdbcSql sql, String id) throws SQLException {
        Optional<List<String>> session = sql.row(SESSION, id);
        if (session.isEmpty()) {
            return "session " + id + " of an account whose sessions this one may not see (PROCESS privilege)";
        }
        List<String> seen = session.get();
        String application =
                application(sql, id).map(name -> ", application " + name).orElse("");
        boolean ends = seen.get(2).equals("Killed");
        return "session " + id + " (" + seen.get(0) + "@" + seen.get(1) + ")" + application + ", which since "
                + seen.get(3) + " UTC " + (ends ? "is killed and rolls back" : doing(seen.get(4)));
    }

    /** Returns what the client has called itself; empty where it has not, or where that cannot be seen. */
    private static Optional<String> application(JdbcSql sql, String id) throws SQLException {
        for (String table : ATTRIBUTES) {
            try {
                Optional<List<String>> named = sql.row(
                        "SELECT attr_value FROM performance_schema." + table
                                + " WHERE attr_name = 'program_name' AND processlist_id = ?",
                        id);
                if (named.isPresent() && !named.get().get(0).isEmpty()) {
                    return Optional.of(named.get().get(0));
                }
            } catch (SQLException e) {
                if (!MysqlErrors.isAccessDenied(e)) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns who it is and what it does.
     *
     * @param info the statement that it runs, or the empty string between two statements
     */
    static String words(String id, String user, String host, String info) {
        return "session " + id + " (" + user + "@" + host + "), which " + doing(info);
    }

    private static String doing(String info) {
        String statement = info.strip().replaceAll("\\s+", " ");
        if (statement.isEmpty()) {
            return "is between two statements";
        }
        if (StepList.mayHoldSecret(statement)) {
            return "runs a statement with a password";
        }
        if (statement.length() <= SHOWN) {
            return "runs: " + statement;
        }
        int blank = statement.lastIndexOf(' ', SHOWN);
        return "runs: " + statement.substring(0, blank > 0 ? blank : SHOWN - 1) + " …";
    }
}
