package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The check that a migration which switches foreign keys off leaves no row without its parent
 * (https://www.sqlite.org/lang_altertable.html#otheralter). It compares with what was so before.
 */
final class SqliteForeignKeys {
    private final JdbcSql sql;
    private boolean off;
    private Map<String, Integer> violationsBefore = Map.of();

    SqliteForeignKeys(JdbcSql sql) {
        this.sql = sql;
    }

    /** Notes that foreign keys are not enforced from here on. */
    void areOff() throws SQLException {
        if (!off) {
            off = true;
            violationsBefore = violations();
        }
    }

    /** Notes that a migration is over. */
    void reset() {
        off = false;
    }

    /**
     * Checks foreign keys, where they were off.
     *
     * @throws SQLException where the migration broke one
     */
    void check() throws SQLException {
        if (!off) {
            return;
        }
        for (Map.Entry<String, Integer> now : violations().entrySet()) {
            int broken = now.getValue() - violationsBefore.getOrDefault(now.getKey(), 0);
            if (broken > 0) {
                throw new SQLException(
                        "foreign_key_check: " + broken + " row(s) of " + now.getKey()
                                + ", which the migration left so while foreign keys were off",
                        "23000",
                        SqliteErrors.CONSTRAINT);
            }
        }
    }

    private Map<String, Integer> violations() throws SQLException {
        Map<String, Integer> violations = new HashMap<>();
        for (List<String> row : sql.rows("PRAGMA foreign_key_check")) {
            violations.merge(row.get(0) + " refer(s) to no row of " + row.get(2), 1, Integer::sum);
        }
        return violations;
    }
}
