package com.example.ledger.h2;

import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import io.migrationledger.spi.support.RowLock;
import java.util.ArrayList;
import java.util.List;

/**
 * The lock: a row that counts while H2 lists its session in {@code INFORMATION_SCHEMA.SESSIONS}, which is until the
 * connection ends, and its last statement with it. Ids begin anew when the database is opened again, hence the session's
 * start, in nanoseconds, beside the id. Of two sessions that change the row at once, the second waits for the first, and
 * H2 asks its condition again.
 *
 * <p>Only an administrator sees the sessions of others. Anybody else takes a lock that was given up, but never one whose
 * holder might be gone.
 */
final class H2Lock {
    private static final String ALIVE = "EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.SESSIONS s"
            + " WHERE s.SESSION_ID = l.session_id AND s.SESSION_START = l.session_start)";
    private static final String MINE = " WHERE l.session_id = SESSION_ID() AND " + ALIVE;
    private static final String TAKE = " l SET session_id = SESSION_ID(), since = CURRENT_TIMESTAMP, session_start ="
            + " (SELECT m.SESSION_START FROM INFORMATION_SCHEMA.SESSIONS m WHERE m.SESSION_ID = SESSION_ID())"
            + " WHERE l.session_id IS NULL OR (NOT " + ALIVE
            + " AND EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER AND IS_ADMIN))";
    private static final String HOLDER = "SELECT 'session ' || l.session_id || COALESCE(' of ' || s.USER_NAME"
            + " || COALESCE(' at ' || s.CLIENT_ADDR, '') || COALESCE(', executing ' || LEFT(s.EXECUTING_STATEMENT, 200), ''),"
            + " ', of which only an administrator can see more'), CAST(EXTRACT(EPOCH FROM l.since) AS BIGINT)"
            + " FROM %s l LEFT JOIN INFORMATION_SCHEMA.SESSIONS s ON s.SESSION_ID = l.session_id"
            + " WHERE l.session_id IS NOT NULL";

    private H2Lock() {}

    /** The table of the row. */
    static ObjectName table(ObjectName ledger) {
        return ledger.beside("_LOCK");
    }

    static RowLock of(JdbcSql sql, ObjectName ledger) {
        String table = table(ledger).quoted();
        List<String> create = new ArrayList<>(ledger.createSchema());
        create.add("CREATE TABLE IF NOT EXISTS " + table + " (id INTEGER NOT NULL PRIMARY KEY, session_id INTEGER,"
                + " session_start TIMESTAMP(9) WITH TIME ZONE, since TIMESTAMP(9) WITH TIME ZONE)"
                + " AS SELECT 1, NULL, NULL, NULL");
        RowLock.Statements statements = new RowLock.Statements(
                create,
                "UPDATE " + table + TAKE,
                "SELECT 1 FROM " + table + " l" + MINE,
                "UPDATE " + table + " l SET session_id = NULL" + MINE,
                HOLDER.formatted(table));
        return new RowLock(sql, statements, H2Errors::isMissing, H2Errors::isOfAnotherTaker);
    }
}
