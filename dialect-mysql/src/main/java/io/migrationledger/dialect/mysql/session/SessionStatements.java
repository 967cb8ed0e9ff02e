package io.migrationledger.dialect.mysql.session;

import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.statement.MysqlReading;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.dialect.mysql.statement.Words;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlSyntax;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Runs statements that change the session only. */
public final class SessionStatements {
    private static final int UNKNOWN_PREPARED_STATEMENT = 1243;

    private final JdbcSql sql;
    private final Set<Name> made = new LinkedHashSet<>();
    /** What is filled in this session, user variables and what it counts, and by which statement of the script. */
    private final Map<String, Integer> filled = new HashMap<>();

    private boolean resumed;

    SessionStatements(JdbcSql sql) {
        this.sql = sql;
    }

    void begin() {
        made.clear();
        filled.clear();
        resumed = false;
    }

    /**
     * Takes note that a statement depends on data and is not run again: nothing after the cut uses it, and its tables may be
     * gone.
     */
    void passedOver() {
        resumed = true;
    }

    /** Takes note that a statement ran. */
    void filled(MysqlReading.Seen seen) {
        seen.fills().forEach(name -> filled.put(name, seen.statement().number()));
    }

    /**
     * Makes sure that this session has what a statement takes over. A run that goes on behind a call which committed inside
     * has not.
     */
    void check(MysqlReading.Seen seen) throws SQLException {
        for (Map.Entry<String, Integer> need : seen.needs().entrySet()) {
            if (!need.getValue().equals(filled.get(need.getKey()))) {
                throw new SQLException(need.getKey() + " comes from statement " + need.getValue()
                        + ", which is in effect, and its value went with the session of that run: write the value"
                        + " itself, or fill it anew in a statement before this one");
            }
        }
    }

    /**
     * Runs a statement of the script.
     *
     * @param again whether it ran before, in the session that was cut off
     */
    long run(String text, SqlSyntax syntax, boolean again) throws SQLException {
        resumed |= again;
        Words words = Words.head(text, syntax);
        boolean creates = words.at("CREATE");
        boolean drops = words.at("DROP") || words.at("DEALLOCATE");
        if (creates) {
            words.seek("TABLE");
            boolean tolerant = words.accept("IF", "NOT", "EXISTS");
            Name name = words.name().orElse(new Name("", ""));
            if (!made.add(name) && !tolerant) {
                // The transaction is run again after a lock was not obtained; no rollback takes the table back.
                sql.execute("DROP TEMPORARY TABLE IF EXISTS " + name.sql());
            }
        }
        try {
            return sql.execute(text);
        } catch (SQLException e) {
            boolean unknown =
                    e.getErrorCode() == MysqlErrors.UNKNOWN_TABLE || e.getErrorCode() == UNKNOWN_PREPARED_STATEMENT;
            if (drops && resumed && unknown) {
                return 0; // it was made in the session that was cut off, and went with it
            }
            if (again && words.at("PREPARE") && e.getErrorCode() != 0) {
                return 0; // its tables are gone since; whoever executes it all the same is told that it is not there
            }
            throw e;
        }
    }
}
