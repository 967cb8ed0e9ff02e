package io.migrationledger.dialect.mysql.server;

import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.ProgressProbe;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a statement of another session is: what the process list says, on MariaDB with stage and percentage
 * (MariaDB's manual, "Progress Reporting"), on MySQL with the percentage of the performance schema where its
 * consumer of stages is switched on
 * (https://dev.mysql.com/doc/refman/8.0/en/monitor-alter-table-performance-schema.html). Where it waits for a metadata
 * lock, with whom it waits for.
 *
 * @param session the number of the session that runs the statement
 * @param tables what the statement names
 */
public record AlterProgress(boolean mariadb, String session, List<Name> tables) implements ProgressProbe {
    private static final String MARIADB_STATE = "SELECT COALESCE(state, ''), CASE WHEN max_stage > 0 THEN"
            + " CONCAT(IF(max_stage > 1, CONCAT(', stage ', stage, ' of ', max_stage), ''), ', ', ROUND(progress), ' %')"
            + " ELSE '' END FROM information_schema.processlist WHERE id = ?";
    private static final String MYSQL_STATE =
            "SELECT COALESCE(state, '') FROM information_schema.processlist WHERE id = ?";
    private static final String MYSQL_STAGE =
            "SELECT ROUND(100 * s.work_completed / s.work_estimated) FROM performance_schema.events_stages_current s"
                    + " JOIN performance_schema.threads t ON t.thread_id = s.thread_id"
                    + " WHERE t.processlist_id = ? AND s.work_estimated > 0";

    @Override
    public Optional<String> ask(Connection other) throws SQLException {
        JdbcSql sql = new JdbcSql(other);
        Optional<List<String>> found = sql.row(mariadb ? MARIADB_STATE : MYSQL_STATE, session);
        String state = found.map(row -> row.get(0)).orElse("");
        if (state.isEmpty()) {
            return Optional.empty();
        }
        String shown = state.substring(0, 1).toLowerCase(Locale.ROOT) + state.substring(1);
        if (shown.startsWith("waiting for table metadata lock")) {
            return Optional.of(shown
                    + Blockers.of(sql, mariadb, session, tables)
                            .map(text -> ". " + text)
                            .orElse(""));
        }
        return Optional.of(shown + (mariadb ? found.get().get(1) : stage(sql)));
    }

    private String stage(JdbcSql sql) throws SQLException {
        try {
            return sql.row(MYSQL_STAGE, session)
                    .map(row -> ", " + row.get(0) + " %")
                    .orElse("");
        } catch (SQLException e) {
            if (MysqlErrors.isAccessDenied(e)) {
                return ""; // the state alone, then: performance_schema is for those who may read it
            }
            throw e;
        }
    }
}
