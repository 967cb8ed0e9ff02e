package io.migrationledger.dialect.postgres;

import io.migrationledger.LedgerException;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a session has beside its settings: temporary objects of any kind, prepared statements, cursors that outlive their
 * transaction, channels that it listens to, and advisory locks. Each is known by the statement that removes it, so that two
 * looks at the session can be compared, and the difference be executed.
 */
final class SessionObjects {
    /** Ends with one row for each object: whether it is temporary, and what removes it. */
    static final String QUERY = """
            SELECT 'temporary', 'DROP ' || replace(o.type, 'composite type', 'type') || ' IF EXISTS ' || o.identity || ' CASCADE'
              FROM pg_catalog.pg_depend d, pg_catalog.pg_identify_object(d.classid, d.objid, 0) o
             WHERE d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = pg_my_temp_schema()
            UNION ALL SELECT '', 'DEALLOCATE ' || quote_ident(name) FROM pg_catalog.pg_prepared_statements WHERE from_sql
            UNION ALL SELECT '', 'CLOSE ' || quote_ident(name) FROM pg_catalog.pg_cursors WHERE is_holdable
            UNION ALL SELECT '', 'UNLISTEN ' || quote_ident(c) FROM pg_listening_channels() c
            UNION ALL SELECT '', 'SELECT pg_advisory_unlock' || CASE WHEN mode LIKE 'Share%' THEN '_shared' ELSE '' END
                   || CASE objsubid
                      WHEN 1 THEN '(' || ((classid::bigint << 32) | objid::bigint)
                      ELSE '(' || classid::bigint::bit(32)::integer || ', ' || objid::bigint::bit(32)::integer END || ')'
              FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()""";

    /** An advisory lock is held as often as it was taken, and nothing shows how often: 2, 4, 8, … are given up in turn. */
    private static final int ROUNDS = 20;

    private final JdbcSql sql;
    private final Set<String> callers = new LinkedHashSet<>();
    private boolean callersAreTemporary;

    private record Seen(boolean temporary, String removal) {}

    SessionObjects(JdbcSql sql) {
        this.sql = sql;
    }

    /** Sends statements and remembers what the session has after them: it stays. One message. */
    void enter(List<String> statements) throws SQLException {
        for (Seen object : look(statements)) {
            callers.add(object.removal);
            callersAreTemporary |= object.temporary;
        }
    }

    /**
     * Sends statements and removes what the session has more than at first: one message where there is nothing.
     *
     * @throws LedgerException where something cannot be removed
     */
    void putBack(List<String> statements) throws SQLException {
        List<String> removals = removals(look(statements), 1);
        for (int round = 1; !removals.isEmpty(); round++) {
            if (round > ROUNDS) {
                throw PostgresErrors.sessionChanged("the session has what a migration left in it, and what cannot be"
                        + " removed: " + String.join("; ", removals));
            }
            removals = removals(look(removals), 1 << round);
        }
    }

    private List<String> removals(List<Seen> found, int times) {
        Set<String> removals = new LinkedHashSet<>();
        for (Seen object : found) {
            if (!callers.contains(object.removal)) {
                // The role that runs the ledger need not own what another role has made.
                String all = object.temporary && !callersAreTemporary ? "DISCARD TEMP" : object.removal;
                removals.add(all.startsWith("SELECT ") ? all + " FROM generate_series(1, " + times + ")" : all);
            }
        }
        return List.copyOf(removals);
    }

    /** Sends the statements and the query as one message; the rows are the last of its results. */
    private List<Seen> look(List<String> statements) throws SQLException {
        List<String> message = new ArrayList<>(statements);
        message.add(QUERY);
        return sql.lastRows(String.join("; ", message)).stream()
                .map(row -> new Seen(row.get(0).equals("temporary"), row.get(1)))
                .toList();
    }
}
