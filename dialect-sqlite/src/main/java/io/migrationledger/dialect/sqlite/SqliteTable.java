package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.ScriptTable;
import io.migrationledger.spi.support.ObjectName;
import java.util.List;

/** The ledger table in SQLite, with triggers that refuse every change of what was written. */
final class SqliteTable {
    static final String TAKEN = "this sequence number of the ledger is taken";

    private SqliteTable() {}

    static List<String> statements(String table) {
        String name = ObjectName.quote(table);
        return List.of(
                "CREATE TABLE IF NOT EXISTS main." + name + " (" + LedgerColumn.definitions(SqliteTable::type) + ")",
                "CREATE INDEX IF NOT EXISTS main." + ObjectName.quote(table + "_namespace") + " ON " + name
                        + " (namespace, sequence)",
                refuse(table, "update", "BEFORE UPDATE", "", "the ledger is append-only: no UPDATE"),
                refuse(table, "delete", "BEFORE DELETE", "", "the ledger is append-only: no DELETE"),
                // INSERT OR REPLACE deletes without firing delete triggers (https://www.sqlite.org/lang_conflict.html).
                refuse(
                        table,
                        "replace",
                        "BEFORE INSERT",
                        " WHEN EXISTS (SELECT 1 FROM " + name + " WHERE sequence = NEW.sequence)",
                        TAKEN));
    }

    /** Returns the statements that make the table of kept scripts. */
    static List<String> scripts(String table) {
        String name = ObjectName.quote(table);
        return List.of(
                "CREATE TABLE IF NOT EXISTS main." + name + " (" + ScriptTable.definitions(SqliteTable::type) + ")",
                refuse(table, "update", "BEFORE UPDATE", "", "the ledger is append-only: no UPDATE"),
                refuse(table, "delete", "BEFORE DELETE", "", "the ledger is append-only: no DELETE"),
                // A row that is there stays as it is, also where it is to be replaced.
                trigger(
                        table,
                        "replace",
                        "BEFORE INSERT",
                        " WHEN EXISTS (SELECT 1 FROM " + name + " WHERE hash = NEW.hash)",
                        "IGNORE"));
    }

    private static String refuse(String table, String suffix, String event, String when, String words) {
        return trigger(table, suffix, event, when, "ABORT, '" + words + "'");
    }

    private static String trigger(String table, String suffix, String event, String when, String raise) {
        return "CREATE TRIGGER IF NOT EXISTS main." + ObjectName.quote(table + "_no_" + suffix) + " " + event + " ON "
                + ObjectName.quote(table) + when + " BEGIN SELECT RAISE(" + raise + "); END";
    }

    private static String type(LedgerColumn column) {
        return switch (column.type()) {
            case INTEGER, LONG -> "INTEGER";
            case ASCII, TEXT, LONG_TEXT -> "TEXT";
        };
    }
}
