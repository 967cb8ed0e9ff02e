package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connection's settings: changed for a migration, and put back after it. A migration that switches foreign keys off,
 * to rebuild a table, is checked before it commits (https://www.sqlite.org/lang_altertable.html#otheralter).
 */
final class SqlitePragmas {
    private final JdbcSql sql;
    private final Map<String, String> before = new LinkedHashMap<>();
    private boolean foreignKeysOff;
    private Map<String, Integer> violationsBefore = Map.of();

    SqlitePragmas(JdbcSql sql) {
        this.sql = sql;
    }

    /** Returns a column of a pragma's first row, or the empty string where it has none. */
    String read(String pragma, int column) throws SQLException {
        return sql.row("PRAGMA " + pragma).map(row -> row.get(column - 1)).orElse("");
    }

    /** Keeps a setting's value, to be put back after the migration. */
    void remember(String pragma) throws SQLException {
        if (!before.containsKey(pragma)) {
            before.put(pragma, read(pragma, 1));
        }
    }

    void set(String pragma, String value) throws SQLException {
        remember(pragma);
        sql.execute("PRAGMA " + pragma + " = " + value);
    }

    /** Gives the first assignment to each setting its effect, for the length of the migration. */
    void hoist(List<SqlStatement> statements) throws SQLException {
        Set<String> seen = new HashSet<>();
        for (SqlStatement statement : statements) {
            String pragma = SqliteClassifier.assignedPragma(statement.text());
            if (pragma.isEmpty() || !seen.add(pragma)) {
                continue;
            }
            remember(pragma);
            sql.execute(statement.text());
            if (pragma.equals("foreign_keys") && read(pragma, 1).equals("0")) {
                foreignKeysOff = true;
                violationsBefore = violations();
            }
        }
    }

    /**
     * Checks foreign keys that were not enforced while the migration ran.
     *
     * @throws SQLException where the migration broke one
     */
    void checkForeignKeys() throws SQLException {
        if (!foreignKeysOff) {
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

    /** Puts everything back that was changed. */
    void restore() throws SQLException {
        foreignKeysOff = false;
        for (Map.Entry<String, String> setting : before.entrySet()) {
            if (!setting.getValue().isEmpty()) {
                sql.execute("PRAGMA " + setting.getKey() + " = " + setting.getValue());
            }
        }
        before.clear();
    }

    private Map<String, Integer> violations() throws SQLException {
        Map<String, Integer> violations = new HashMap<>();
        for (List<String> row : sql.rows("PRAGMA foreign_key_check")) {
            violations.merge(row.get(0) + " refer(s) to no row of " + row.get(2), 1, Integer::sum);
        }
        return violations;
    }
}
