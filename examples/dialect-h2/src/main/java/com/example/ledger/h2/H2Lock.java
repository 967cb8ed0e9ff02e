package com.example.ledger.h2;

import io.migrationledger.spi.LockHolder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The lock. H2 has none that outlives a transaction and ends with its session; so the one row of a table of its own names
 * the session that holds it, and counts only while H2 lists that session in {@code INFORMATION_SCHEMA.SESSIONS}: until its
 * connection ends, and its last statement with it. Ids begin anew when the database is opened again, hence the session's
 * start, in nanoseconds, beside the id. Of two sessions that change the row at once, the second waits for the first, and
 * H2 asks its condition again.
 *
 * <p>Only an administrator sees the sessions of others. Anybody else takes a lock that was given up, but never one whose
 * holder might be gone.
 */
final class H2Lock {
    /** Lock timeout, deadlock, concurrent update. */
    static final Set<Integer> IN_THE_WAY = Set.of(50200, 40001, 90131);

    private static final Set<Integer> OTHERS_MAKE_IT = Set.of(42101, 90078); // table exists, schema exists

    private static final String ALIVE = "EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.SESSIONS s"
            + " WHERE s.SESSION_ID = l.session_id AND s.SESSION_START = l.session_start)";
    private static final String MINE = "l.session_id = SESSION_ID() AND " + ALIVE;
    private static final String SEES_ALL =
            "EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER AND IS_ADMIN)";
    private static final String TAKE = " l SET session_id = SESSION_ID(), since = CURRENT_TIMESTAMP, session_start ="
            + " (SELECT m.SESSION_START FROM INFORMATION_SCHEMA.SESSIONS m WHERE m.SESSION_ID = SESSION_ID())"
            + " WHERE l.session_id IS NULL OR (" + SEES_ALL + " AND NOT " + ALIVE + ")";
    private static final String WHO = "SELECT 'session ' || l.session_id || COALESCE(' of ' || s.USER_NAME"
            + " || COALESCE(' at ' || s.CLIENT_ADDR, '') || COALESCE(', executing ' || LEFT(s.EXECUTING_STATEMENT, 200), ''),"
            + " ', of which only an administrator can see more') AS WHO, CAST(EXTRACT(EPOCH FROM l.since) AS BIGINT) AS SINCE"
            + " FROM %s l LEFT JOIN INFORMATION_SCHEMA.SESSIONS s ON s.SESSION_ID = l.session_id"
            + " WHERE l.session_id IS NOT NULL";

    private final H2Sql sql;
    private final H2Table ledger;
    private final String table;
    private boolean taken;

    H2Lock(H2Sql sql, H2Table ledger) {
        this.sql = sql;
        this.ledger = ledger;
        this.table = ledger.beside("_LOCK");
    }

    Optional<LockHolder> tryLock() throws SQLException {
        try {
            try {
                taken = take();
            } catch (SQLException e) {
                if (!H2Table.NOT_FOUND.contains(e.getErrorCode())) {
                    throw e;
                }
                create();
                taken = take();
            }
            return taken ? Optional.empty() : Optional.of(holder());
        } catch (SQLException e) {
            if (!IN_THE_WAY.contains(e.getErrorCode()) && !OTHERS_MAKE_IT.contains(e.getErrorCode())) {
                throw e;
            }
            return Optional.of(new LockHolder("another session, which is just taking it", Optional.empty()));
        }
    }

    /** Sends nothing where the lock was never taken. */
    boolean isHeld() throws SQLException {
        return taken
                && !sql.values("SELECT 1 FROM " + table + " l WHERE " + MINE).isEmpty();
    }

    void unlock() throws SQLException {
        if (taken) {
            sql.execute("UPDATE " + table + " l SET session_id = NULL WHERE " + MINE);
            taken = false;
        }
    }

    private boolean take() throws SQLException {
        return sql.execute("UPDATE " + table + TAKE) == 1;
    }

    private LockHolder holder() throws SQLException {
        for (var row : sql.rows(WHO.formatted(table))) {
            return new LockHolder(
                    row.getOrDefault("WHO", ""),
                    Optional.ofNullable(row.get("SINCE")).map(Long::parseLong).map(Instant::ofEpochSecond));
        }
        return new LockHolder("another session, which has just given it up", Optional.empty());
    }

    /** Makes the table together with its row. */
    private void create() throws SQLException {
        ledger.createSchema();
        sql.execute("CREATE TABLE IF NOT EXISTS " + table + " (id INTEGER NOT NULL PRIMARY KEY, session_id INTEGER,"
                + " session_start TIMESTAMP(9) WITH TIME ZONE, since TIMESTAMP(9) WITH TIME ZONE)"
                + " AS SELECT 1, NULL, NULL, NULL");
    }
}
