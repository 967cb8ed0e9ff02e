package io.migrationledger.dialect.postgres;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
            SELECT true AS ledger_temporary, 'DROP ' || replace(o.type, 'composite type', 'type') || ' IF EXISTS ' || o.identity || ' CASCADE'
              FROM pg_catalog.pg_depend d, pg_catalog.pg_identify_object(d.classid, d.objid, 0) o
             WHERE d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = pg_my_temp_schema()
            UNION ALL SELECT false, 'DEALLOCATE ' || quote_ident(name) FROM pg_catalog.pg_prepared_statements WHERE from_sql
            UNION ALL SELECT false, 'CLOSE ' || quote_ident(name) FROM pg_catalog.pg_cursors WHERE is_holdable
            UNION ALL SELECT false, 'UNLISTEN ' || quote_ident(c) FROM pg_listening_channels() c
            UNION ALL SELECT false, 'SELECT pg_advisory_unlock' || CASE WHEN mode LIKE 'Share%' THEN '_shared' ELSE '' END
                   || CASE objsubid
                      WHEN 1 THEN '(' || ((classid::bigint << 32) | objid::bigint)
                      ELSE '(' || classid::bigint::bit(32)::integer || ', ' || objid::bigint::bit(32)::integer END || ')'
              FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()""";

    /** An advisory lock is held as often as it was taken, and nothing shows how often: 2, 4, 8, … are given up in turn. */
    private static final int ROUNDS = 20;

    private final Connection connection;
    private final Set<String> callers = new LinkedHashSet<>();
    private boolean callersAreTemporary;

    private record Seen(boolean temporary, String removal) {}

    SessionObjects(Connection connection) {
        this.connection = connection;
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
                throw new LedgerException(
                        ErrorCode.SESSION_CHANGED,
                        "the session has what a migration left in it, and what cannot be removed: "
                                + String.join("; ", removals),
                        "The next migration did not begin.",
                        "Run the same command again: it goes on in a new session.",
                        null);
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
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            List<Seen> found = new ArrayList<>();
            boolean rows = statement.execute(String.join("; ", message));
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    found = read(statement);
                }
                rows = statement.getMoreResults();
            }
            return found;
        }
    }

    private static List<Seen> read(Statement statement) throws SQLException {
        List<Seen> found = new ArrayList<>();
        try (ResultSet row = statement.getResultSet()) {
            boolean ours = row.getMetaData().getColumnLabel(1).equals("ledger_temporary");
            while (ours && row.next()) {
                found.add(new Seen(row.getBoolean(1), row.getString(2)));
            }
        }
        return found;
    }
}
