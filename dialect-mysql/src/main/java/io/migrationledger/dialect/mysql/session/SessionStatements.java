package io.migrationledger.dialect.mysql.session;

import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.dialect.mysql.statement.Words;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlSyntax;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Runs statements that change the session only. */
public final class SessionStatements {
    private static final int UNKNOWN_PREPARED_STATEMENT = 1243;

    private final JdbcSql sql;
    private final Set<Name> made = new LinkedHashSet<>();
    private boolean resumed;

    SessionStatements(JdbcSql sql) {
        this.sql = sql;
    }

    void begin() {
        made.clear();
        resumed = false;
    }

    /**
     * Runs a statement of the script.
     *
     * @param again whether it ran before, in the session that was cut off
     * @param fromData whether it depends on data: then nothing after the cut uses it, and it is not run again, for its
     *     tables may be gone
     */
    long run(String text, SqlSyntax syntax, boolean again, boolean fromData) throws SQLException {
        resumed |= again;
        if (again && fromData) {
            return 0;
        }
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
