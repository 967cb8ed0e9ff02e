package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.support.ObjectName;
import java.util.List;

/** The ledger table in PostgreSQL, with triggers that refuse every change of what was written. */
final class PostgresTable {

    private PostgresTable() {}

    static List<String> statements(String schema, String table) {
        String name = new ObjectName(schema, table).quoted();
        String function = new ObjectName(schema, Names.derived(table, "_append_only")).quoted();
        return List.of(
                "CREATE TABLE " + name + " (" + LedgerColumn.definitions(PostgresTable::type) + ")",
                "CREATE INDEX " + ObjectName.quote(Names.derived(table, "_namespace")) + " ON " + name
                        + " (namespace, sequence)",
                "CREATE OR REPLACE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql"
                        + " AS $$BEGIN RAISE EXCEPTION 'the ledger is append-only: no %', TG_OP"
                        + " USING ERRCODE = 'integrity_constraint_violation'; END$$",
                // For each statement, so that what would change no row is refused, too, and ON CONFLICT DO UPDATE.
                "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON " + name
                        + " FOR EACH STATEMENT EXECUTE FUNCTION " + function + "()",
                // Also where session_replication_role = replica switches ordinary triggers off
                // (https://www.postgresql.org/docs/current/sql-altertable.html).
                "ALTER TABLE " + name + " ENABLE ALWAYS TRIGGER append_only");
    }

    private static String type(LedgerColumn column) {
        return switch (column.type()) {
            case INTEGER -> "integer";
            case LONG -> "bigint";
            case ASCII, TEXT -> "varchar(" + column.length() + ")";
            case LONG_TEXT -> "text";
        };
    }
}
