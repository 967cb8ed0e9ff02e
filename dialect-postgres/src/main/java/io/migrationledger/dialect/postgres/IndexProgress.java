package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.ProgressProbe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How far an index build, a CLUSTER or a VACUUM of another session is
 * (PostgreSQL's manual, "Progress Reporting").
 *
 * @param backend the session's process number
 */
record IndexProgress(int backend) implements ProgressProbe {
    private static final String QUERY =
            "SELECT phase || COALESCE(', ' || round(100.0 * done / NULLIF(total, 0)) || ' %', '')"
                    + " || COALESCE(', waiting for session ' || NULLIF(locker, 0), '') FROM ("
                    + "SELECT phase, CASE WHEN blocks_total > 0 THEN blocks_done ELSE tuples_done END,"
                    + " CASE WHEN blocks_total > 0 THEN blocks_total ELSE tuples_total END, current_locker_pid"
                    + " FROM pg_catalog.pg_stat_progress_create_index WHERE pid = ?"
                    + " UNION ALL SELECT phase, heap_blks_scanned, heap_blks_total, NULL"
                    + " FROM pg_catalog.pg_stat_progress_cluster WHERE pid = ?"
                    + " UNION ALL SELECT phase, heap_blks_scanned, heap_blks_total, NULL"
                    + " FROM pg_catalog.pg_stat_progress_vacuum WHERE pid = ?) AS p (phase, done, total, locker)";

    @Override
    public Optional<String> ask(Connection other) throws SQLException {
        try (PreparedStatement query = other.prepareStatement(QUERY)) {
            query.setInt(1, backend);
            query.setInt(2, backend);
            query.setInt(3, backend);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
