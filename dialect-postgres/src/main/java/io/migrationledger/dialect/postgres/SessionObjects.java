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
    /**
     * One row with all objects as one text, which is NULL where there may be temporary ones. It is asked first, after each
     * migration: planning it takes the server half as long as planning the query for the objects.
     */
    private static final String SUMMARY = """
            SELECT 'summary', CASE pg_my_temp_schema() WHEN 0 THEN ARRAY(
              SELECT 'statement ' || name FROM pg_catalog.pg_prepared_statements WHERE from_sql
              UNION ALL SELECT 'cursor ' || name FROM pg_catalog.pg_cursors WHERE is_holdable
              UNION ALL SELECT 'channel ' || c FROM pg_listening_channels() c
              UNION ALL SELECT mode || ' ' || classid || ' ' || objid || ' ' || objsubid
                FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid())::text END""";

    /** One row for each object: whether it is temporary, and what removes it. One more has the summary. */
    private static final String QUERY = """
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
              FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()
            UNION ALL\s""" + SUMMARY;

    /** An advisory lock is held as often as it was taken, and nothing shows how often: 2, 4, 8, … are given up in turn. */
    private static final int ROUNDS = 20;

    private final JdbcSql sql;
    private final Set<String> callers = new LinkedHashSet<>();
    private boolean callersAreTemporary;
    /** Of what the session had at first; empty where it had temporary objects, or a schema for them. */
    private String summary = "";

    private record Found(String kind, String text) {
        boolean isSummary() {
            return kind.equals("summary");
        }

        boolean isTemporary() {
            return kind.equals("temporary");
        }
    }

    SessionObjects(JdbcSql sql) {
        this.sql = sql;
    }

    /** Sends statements and remembers what the session has after them: it stays. One message. */
    void enter(List<String> statements) throws SQLException {
        for (Found found : ask(statements, QUERY)) {
            if (found.isSummary()) {
                summary = found.text;
            } else {
                callers.add(found.text);
                callersAreTemporary |= found.isTemporary();
            }
        }
    }

    /**
     * Sends statements and removes what the session has more than at first: one message where it has the same, and has had no
     * temporary objects.
     *
     * @throws LedgerException where something cannot be removed
     */
    void putBack(List<String> statements) throws SQLException {
        if (!summary.isEmpty() && ask(statements, SUMMARY).get(0).text.equals(summary)) {
            return;
        }
        List<String> removals = removals(ask(summary.isEmpty() ? statements : List.of(), QUERY), 1);
        for (int round = 1; !removals.isEmpty(); round++) {
            if (round > ROUNDS) {
                throw PostgresErrors.sessionChanged("the session has what a migration left in it, and what cannot be"
                        + " removed: " + String.join("; ", removals));
            }
            removals = removals(ask(removals, QUERY), 1 << round);
        }
    }

    private List<String> removals(List<Found> all, int times) {
        Set<String> removals = new LinkedHashSet<>();
        for (Found found : all) {
            if (!found.isSummary() && !callers.contains(found.text)) {
                // The role that runs the ledger need not own what another role has made.
                String removal = found.isTemporary() && !callersAreTemporary ? "DISCARD TEMP" : found.text;
                removals.add(
                        removal.startsWith("SELECT ") ? removal + " FROM generate_series(1, " + times + ")" : removal);
            }
        }
        return List.copyOf(removals);
    }

    /** Sends the statements and the query as one message; the rows are the last of its results. */
    private List<Found> ask(List<String> statements, String query) throws SQLException {
        List<String> message = new ArrayList<>(statements);
        message.add(query);
        return sql.lastRows(String.join("; ", message)).stream()
                .map(row -> new Found(row.get(0), row.get(1)))
                .toList();
    }
}
