package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.support.Pause;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What unfinished {@code CONCURRENTLY} statements leave behind. */
final class InvalidIndexes {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int REPORT_EVERY = 10;

    private InvalidIndexes() {}

    /**
     * Waits until no other session builds an index on the table, and drops those of the indexes that are invalid then.
     * An index that is being built is invalid, too.
     */
    static void dropWhenNobodyBuilds(Catalog catalog, String table, Indexes indexes) throws SQLException {
        if (indexes.allValid()) {
            return;
        }
        for (int i = 0; ; i++) {
            List<String> builders = builders(catalog, table);
            if (builders.isEmpty()) {
                break;
            }
            if (i % REPORT_EVERY == 0) {
                catalog.report("waiting for what builds an index on " + table + ": " + String.join("; ", builders));
            }
            Pause.sleep(PAUSE, "another session that builds an index");
        }
        Indexes now = Indexes.of(catalog, table);
        for (String index : now.names()) {
            if (indexes.names().contains(index) && !now.named(index).allValid()) {
                catalog.report("dropping the invalid index " + index);
                catalog.run("DROP INDEX CONCURRENTLY IF EXISTS " + index);
            }
        }
    }

    /**
     * Returns the other sessions that hold the lock on the table which a {@code CONCURRENTLY} statement holds from its
     * beginning to its end (https://www.postgresql.org/docs/current/explicit-locking.html). Everybody may see locks, and
     * only some users the progress of others, so that is added where it is seen.
     */
    private static List<String> builders(Catalog catalog, String table) throws SQLException {
        return catalog.lines("SELECT " + Activity.WORDS + Activity.OF_LOCKS
                + "WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'ShareUpdateExclusiveLock'"
                + " AND l.relation = to_regclass(" + Names.literal(table) + ") AND l.pid <> pg_backend_pid() AND "
                + Activity.HERE + " AND COALESCE(a.backend_type, 'client backend') = 'client backend'");
    }
}
