package io.migrationledger.dialect.mysql.server;

import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * InnoDB's redo log, on a MariaDB that writes it out some time after a COMMIT and not with it ({@code
 * innodb_flush_log_at_trx_commit}, https://mariadb.com/kb/en/innodb-system-variables/#innodb_flush_log_at_trx_commit). What a
 * statement does outside of InnoDB outlives a server that dies: routines, events, triggers, views, accounts, what stands in a
 * table's .frm file only, tables of other engines and their rows. The event that was committed before it does not, unless the
 * log is written out in between. MySQL keeps all but rows in InnoDB, whose log it writes in order
 * (https://dev.mysql.com/doc/refman/8.0/en/data-dictionary-transactional-storage.html).
 *
 * <p>The variable is the server's, FLUSH ENGINE LOGS wants the right RELOAD (https://mariadb.com/kb/en/flush/), and no session
 * can ask for it otherwise. But DDL on a table of InnoDB ends when the log is on the disk, and OPTIMIZE TABLE is DDL there that
 * wants SELECT and INSERT only (https://mariadb.com/kb/en/optimize-table/): it builds the table anew, which is an empty one
 * here.
 */
public final class RedoLog {
    static final String SETTING = "innodb_flush_log_at_trx_commit";
    static final String FULLTEXT_ONLY = "innodb_optimize_fulltext_only";

    /** 3 is MariaDB's, and no less safe. */
    private static final Set<String> WITH_EACH_COMMIT = Set.of("1", "3");

    private final JdbcSql sql;
    private final Name table;
    private final boolean late;
    private boolean made;

    /**
     * A log.
     *
     * @param ledger the ledger's table
     * @param late whether it has to be written out by statements
     */
    public RedoLog(JdbcSql sql, Name ledger, boolean late) {
        this.sql = sql;
        this.table = MysqlTable.flush(ledger);
        this.late = late;
    }

    /** Returns the setting, of a server that does not have it the one that is safe. */
    static String setting(Map<String, String> variables) {
        return variables.getOrDefault(SETTING, "1");
    }

    /** Returns whether a COMMIT does not wait for the log. */
    static boolean isLate(Map<String, String> variables) {
        return !WITH_EACH_COMMIT.contains(setting(variables));
    }

    /** Returns whether OPTIMIZE TABLE leaves tables as they are, and so writes nothing out. */
    static boolean isOutOfReach(Map<String, String> variables) {
        return "ON".equals(variables.get(FULLTEXT_ONLY));
    }

    /** Writes out what has been committed, where the server has not done so by itself; no transaction is open. */
    public void writeOut() throws SQLException {
        if (!late) {
            return;
        }
        if (!made) {
            sql.execute("CREATE TABLE IF NOT EXISTS " + table.sql() + " (nothing INT) ENGINE=InnoDB"
                    + " COMMENT='Migration Ledger: built anew to write the redo log out'");
            made = true;
        }
        for (List<String> answer : sql.rows("OPTIMIZE LOCAL TABLE " + table.sql())) {
            if (answer.get(2).equalsIgnoreCase("error")) { // comes as a row
                throw new SQLException("the redo log could not be written out (OPTIMIZE TABLE " + table.name() + "): "
                        + answer.get(3));
            }
        }
    }
}
