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
 * transaction, channels that it listens to, and advisory locks. Each is known by what removes it, so that two looks at the session
 * can be compared, and the difference be executed.
 */
final class SessionObjects {
    /**
     * What removes each object that is not temporary; of an advisory lock its mode and its key. An empty row tells that there is
     * a schema for temporary ones. It is asked after each migration, and most of its time the server takes to plan it: what is
     * seldom needed stands elsewhere.
     */
    private static final String LASTING = """
            SELECT 'DEALLOCATE ' || quote_ident(name) FROM pg_catalog.pg_prepared_statements WHERE from_sql
            UNION ALL SELECT 'CLOSE ' || quote_ident(name) FROM pg_catalog.pg_cursors WHERE is_holdable
            UNION ALL SELECT 'UNLISTEN ' || quote_ident(c) FROM pg_listening_channels() c
            UNION ALL SELECT 'LOCK ' || mode || ' ' || classid || ' ' || objid || ' ' || objsubid
              FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()
            UNION ALL SELECT '' WHERE pg_my_temp_schema() <> 0""";

    /** What removes each temporary object. */
    private static final String TEMPORARY = """
            SELECT 'DROP ' || replace(o.type, 'composite type', 'type') || ' IF EXISTS ' || o.identity || ' CASCADE'
              FROM pg_catalog.pg_depend d, pg_catalog.pg_identify_object(d.classid, d.objid, 0) o
             WHERE d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = pg_my_temp_schema()""";

    /** An advisory lock is held as often as it was taken, and nothing shows how often: 2, 4, 8, … are given up in turn. */
    private static final int ROUNDS = 20;

    private final JdbcSql sql;
    private final Set<String> callers = new LinkedHashSet<>();
    private boolean callersAreTemporary;

    private record Found(List<String> temporary, List<String> lasting) {}

    SessionObjects(JdbcSql sql) {
        this.sql = sql;
    }

    /** Sends statements and remembers what the session has after them: it stays. */
    void enter(List<String> statements) throws SQLException {
        Found found = look(statements);
        callers.addAll(found.temporary);
        callers.addAll(found.lasting);
        callersAreTemporary = !found.temporary.isEmpty();
    }

    /**
     * Sends statements and removes what the session has more than at first: one message where there is nothing, and never was
     * anything temporary.
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

    private List<String> removals(Found found, int times) {
        Set<String> removals = new LinkedHashSet<>();
        for (String removal : found.temporary) {
            if (!callers.contains(removal)) {
                // The role that runs the ledger need not own what another role has made.
                removals.add(callersAreTemporary ? removal : "DISCARD TEMP");
            }
        }
        for (String removal : found.lasting) {
            if (!callers.contains(removal)) {
                removals.add(removal.startsWith("LOCK ") ? unlock(removal.split(" "), times) : removal);
            }
        }
        return List.copyOf(removals);
    }

    /** A lock has one key of 64 bits, or two of 32 (https://www.postgresql.org/docs/current/view-pg-locks.html). */
    private static String unlock(String[] lock, int times) {
        long first = Long.parseLong(lock[2]);
        long second = Long.parseLong(lock[3]);
        boolean one = lock[4].equals("1");
        return "SELECT pg_advisory_unlock" + (lock[1].startsWith("Share") ? "_shared" : "") + "("
                + (one ? (first << 32) | second : (int) first + ", " + (int) second)
                + ") FROM generate_series(1, " + times + ")";
    }

    private Found look(List<String> statements) throws SQLException {
        List<String> lasting = ask(statements, LASTING);
        boolean mayBeTemporary = lasting.removeIf(String::isEmpty);
        return new Found(mayBeTemporary ? ask(List.of(), TEMPORARY) : List.of(), lasting);
    }

    /** Sends the statements and the query as one message; the rows are the last of its results. */
    private List<String> ask(List<String> statements, String query) throws SQLException {
        List<String> message = new ArrayList<>(statements);
        message.add(query);
        List<String> found = new ArrayList<>();
        sql.lastRows(String.join("; ", message)).forEach(row -> found.add(row.get(0)));
        return found;
    }
}
