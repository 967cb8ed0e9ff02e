package io.migrationledger.dialect.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What other sessions are doing, in words
 * (https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW). A user who is neither
 * superuser nor a member of pg_read_all_stats sees who they are and not what they do.
 */
final class Activity {
    /** Joins {@code l}, a row of pg_locks, with what {@link #WORDS} needs. */
    static final String OF_LOCKS =
            " FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
                    + " LEFT JOIN pg_catalog.pg_stat_progress_create_index p ON p.pid = l.pid ";

    private static final String SINCE_CHANGE =
            "to_char(a.state_change AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC'";

    /** A session in a line. */
    static final String WORDS = "'session ' || l.pid || COALESCE(' of user ' || a.usename, '')"
            + " || COALESCE(', application ' || NULLIF(a.application_name, ''), '')"
            + " || COALESCE(', from ' || host(a.client_addr), '')"
            // Between two transactions the last query was the ledger's own, and tells nothing.
            + " || CASE WHEN a.state = 'idle' THEN ', between two statements since ' || " + SINCE_CHANGE
            + " ELSE COALESCE(', ' || a.state || CASE WHEN a.state = 'active' THEN ' since ' ELSE ', its last statement at '"
            + " END || to_char(a.query_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC: '"
            // The words stand before the secret, if there is one.
            + " || CASE WHEN a.query ~* 'password|secret' THEN '(not shown)'"
            + " WHEN length(a.query) <= 200 THEN regexp_replace(a.query, '[[:space:]]+', ' ', 'g')"
            + " ELSE regexp_replace(left(regexp_replace(a.query, '[[:space:]]+', ' ', 'g'), 200), '[[:space:]][^[:space:]]*$', ' …')"
            + " END, '') END"
            + " || COALESCE(' (' || p.phase"
            + " || COALESCE(', ' || round(100.0 * p.blocks_done / NULLIF(p.blocks_total, 0)) || ' %', '')"
            + " || COALESCE(', waiting for session ' || NULLIF(p.current_locker_pid, 0), '') || ')', '')";

    /** Restricts locks to those of this database; the server's others have the same numbers. */
    static final String HERE =
            "l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())";

    private Activity() {}

    /** Returns the sessions that hold locks on what a statement names, where they may keep it from its own. */
    static Optional<String> blockers(Catalog catalog, Words words) throws SQLException {
        boolean readersBlock = !words.at("INSERT", "UPDATE", "DELETE", "MERGE", "SELECT", "WITH", "COPY", "CREATE");
        String names = words.names().stream().map(Names::literal).collect(Collectors.joining(", "));
        List<String> sessions = catalog.lines("SELECT " + WORDS
                + " || '; holds ' || string_agg(DISTINCT l.mode || ' on ' || l.relation::regclass, ', ')"
                + OF_LOCKS + "WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_backend_pid() AND " + HERE
                + (readersBlock ? "" : " AND l.mode <> 'AccessShareLock'")
                + " AND l.relation IN (SELECT unnest(ARRAY[c.oid, i.indrelid]) FROM unnest(ARRAY[" + names + "]) n"
                + " JOIN pg_catalog.pg_class c ON c.oid = to_regclass(n)"
                + " LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid)"
                + " GROUP BY l.pid, a.usename, a.application_name, a.client_addr, a.state, a.query_start, a.state_change, a.query, p.phase,"
                + " p.blocks_done, p.blocks_total, p.current_locker_pid ORDER BY a.query_start");
        return sessions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "In its way " + (sessions.size() == 1 ? "stands " : "stand\n  ")
                                + String.join("\n  ", sessions)
                                + "\nEnd one with SELECT pg_terminate_backend(its number), or wait until it has ended its transaction.");
    }
}
