package com.example.ledger.h2;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.ScriptTable;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.util.List;

/** The ledger table. */
final class H2Table {

    private H2Table() {}

    /**
     * Makes it. H2's triggers are Java classes, which would have to be on the class path of whatever process opens the database.
     * FORCE makes one of a class that no process has: INSERT does not miss it; UPDATE and DELETE fail, as it cannot be
     * loaded, and the error shows its name, which is the explanation.
     */
    static void create(JdbcSql sql, ObjectName name) throws SQLException {
        refuseInsensitive(sql);
        String table = name.quoted();
        String columns = LedgerColumn.definitions(column -> column.standardType(2));
        sql.executeAll(name.createSchema());
        sql.execute("CREATE TABLE IF NOT EXISTS " + table + " (" + columns + ")");
        sql.execute("CREATE INDEX IF NOT EXISTS " + name.beside("_NAMESPACE").quoted() + " ON " + table
                + " (namespace, sequence)");
        guard(sql, name);
    }

    /** The table beside it that keeps scripts. */
    static ObjectName scripts(ObjectName ledger) {
        return ledger.beside(ObjectName.upper(ScriptTable.SUFFIX));
    }

    static void createScripts(JdbcSql sql, ObjectName name) throws SQLException {
        sql.execute("CREATE TABLE IF NOT EXISTS " + name.quoted() + " ("
                + ScriptTable.definitions(column -> column.standardType(2)) + ")");
        guard(sql, name);
    }

    private static void guard(JdbcSql sql, ObjectName name) throws SQLException {
        sql.execute("CREATE FORCE TRIGGER IF NOT EXISTS "
                + name.beside("_APPEND_ONLY").quoted() + " BEFORE UPDATE, DELETE ON " + name.quoted()
                + " CALL \"the ledger is append-only\"");
    }

    /** A collation and IGNORECASE are the whole database's, and no column can choose another. */
    private static void refuseInsensitive(JdbcSql sql) throws SQLException {
        List<String> settings = sql.values(
                "SELECT SETTING_NAME || ' ' || SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                        + " WHERE SETTING_NAME IN ('COLLATION', 'IGNORECASE') AND SETTING_VALUE NOT IN ('OFF', 'FALSE', '0')");
        if (!settings.isEmpty()) {
            throw LedgerException.input(
                    ErrorCode.UNSUITABLE_DATABASE,
                    "this database compares text by " + settings + ", which confuses ids that differ",
                    "Create it without; a migration can choose VARCHAR_IGNORECASE for its own columns.");
        }
    }
}
