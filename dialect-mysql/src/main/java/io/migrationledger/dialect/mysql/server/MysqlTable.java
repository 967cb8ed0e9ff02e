package io.migrationledger.dialect.mysql.server;

import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.SchemaObject;
import io.migrationledger.spi.ScriptTable;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The ledger table in MySQL and MariaDB, with triggers that refuse every change of what was written. */
public final class MysqlTable {
    private static final int LONGEST_NAME = 64;

    private MysqlTable() {}

    /**
     * Makes the table and its triggers.
     *
     * @return what a person should know where the triggers could not be made
     */
    public static List<String> create(JdbcSql sql, Name table) throws SQLException {
        return create(
                sql,
                table,
                LedgerColumn.definitions(MysqlTable::type) + ", KEY namespace_sequence (namespace, sequence)");
    }

    /**
     * Makes the table of kept scripts and its triggers.
     *
     * @return what a person should know where the triggers could not be made
     */
    public static List<String> createScripts(JdbcSql sql, Name table) throws SQLException {
        return create(sql, table, ScriptTable.definitions(MysqlTable::type));
    }

    /** Returns the name of the table of kept scripts beside a ledger. */
    public static Name scripts(Name ledger) {
        return new Name("", derived(ledger.name(), ScriptTable.SUFFIX));
    }

    /** Returns the name of the table that keeps runners on two nodes of a cluster apart. */
    public static Name clusterLock(Name ledger) {
        return new Name("", derived(ledger.name(), "_lock"));
    }

    /** Returns the name of the table that a trial of the server makes and drops. */
    public static Name trial(Name ledger) {
        return new Name("", derived(ledger.name(), "_trial"));
    }

    /** Returns the name of the empty table by which the server is made to write its redo log out. */
    static Name flush(Name ledger) {
        return new Name("", derived(ledger.name(), "_flush"));
    }

    /** Returns the names of all tables that belong to a ledger. */
    public static List<String> own(Name ledger) {
        return List.of(
                ledger.name(),
                scripts(ledger).name(),
                clusterLock(ledger).name(),
                trial(ledger).name(),
                flush(ledger).name());
    }

    private static List<String> create(JdbcSql sql, Name table, String definitions) throws SQLException {
        sql.execute(create(table.sql(), definitions));
        for (String trigger : triggers(table.name())) {
            try {
                sql.execute(trigger);
            } catch (SQLException e) {
                if (MysqlErrors.isTriggerRefused(e)) {
                    return List.of("the triggers that refuse UPDATE and DELETE on the ledger could not be made ("
                            + e.getMessage() + "); only a check of the hash chain finds changes by hand");
                }
                if (e.getErrorCode() != MysqlErrors.TRIGGER_EXISTS) {
                    throw e;
                }
                if (sql.row("SHOW TRIGGERS WHERE `Table` = ?", table.name()).isEmpty()) {
                    return List.of(
                            "the triggers that refuse UPDATE and DELETE on the ledger could not be made: their names"
                                    + " belong to another table, which was the ledger once; changes by hand are found by 'ledger"
                                    + " verify' only");
                }
            }
        }
        return List.of();
    }

    /**
     * InnoDB by name, for a server's default may be an engine without transactions; its own character set and binary
     * collations by name, so that no default of the server folds case or accents, or loses a character.
     */
    private static String create(String qualified, String definitions) {
        return "CREATE TABLE IF NOT EXISTS " + qualified + " (" + definitions + ") ENGINE=InnoDB "
                + "DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT='Migration Ledger: append-only'";
    }

    /** The statements that make the triggers; without IF NOT EXISTS, which MySQL has only from 8.0.29 on. */
    static List<String> triggers(String table) {
        return List.of(refuse(table, "update", "UPDATE"), refuse(table, "delete", "DELETE"));
    }

    private static String refuse(String table, String suffix, String event) {
        return "CREATE TRIGGER " + Name.quote(derived(table, "_no_" + suffix)) + " BEFORE " + event + " ON "
                + Name.quote(table)
                + " FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the ledger is append-only: no " + event
                + "'";
    }

    private static String derived(String table, String end) {
        String start = table.length() + end.length() <= LONGEST_NAME
                ? table
                : table.substring(0, LONGEST_NAME - end.length() - 9) + "_" + Integer.toHexString(table.hashCode());
        return start + end;
    }

    /** Returns what the database holds beside the ledger's tables; triggers belong to their tables. */
    public static List<SchemaObject> schemaObjects(JdbcSql sql, String database, String table, boolean ignoreCase)
            throws SQLException {
        List<SchemaObject> objects = new ArrayList<>();
        List<String> owned = own(new Name("", table));
        for (List<String> row : sql.rows(
                "SELECT IF(TABLE_TYPE LIKE '%VIEW', 'view', IF(TABLE_TYPE = 'SEQUENCE', 'sequence', 'table')), TABLE_NAME"
                        + " FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?"
                        + " UNION ALL SELECT LOWER(ROUTINE_TYPE), ROUTINE_NAME"
                        + " FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ? ORDER BY 1, 2",
                database, database)) {
            SchemaObject object = new SchemaObject(row.get(0), row.get(1));
            boolean own = object.kind().equals("table")
                    && owned.stream()
                            .anyMatch(name -> ignoreCase
                                    ? object.name().equalsIgnoreCase(name)
                                    : object.name().equals(name));
            if (!own) {
                objects.add(object);
            }
        }
        return objects;
    }

    private static String type(LedgerColumn column) {
        return switch (column.type()) {
            case INTEGER -> "INT";
            case LONG -> "BIGINT";
            case ASCII -> "VARCHAR(" + column.length() + ") CHARACTER SET ascii COLLATE ascii_bin";
            case TEXT -> "VARCHAR(" + column.length() + ") CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
            case LONG_TEXT -> "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
        };
    }
}
