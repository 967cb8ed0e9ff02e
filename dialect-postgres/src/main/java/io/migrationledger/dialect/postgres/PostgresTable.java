package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.SchemaObject;
import io.migrationledger.spi.ScriptTable;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.LeaseLock;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.util.List;

/** The ledger table in PostgreSQL, with triggers that refuse every change of what was written. */
final class PostgresTable {
    /**
     * Tables, views, routines and types of a schema: no parts of a table (partitions, its row and array types), and nothing
     * that belongs to an extension (https://www.postgresql.org/docs/current/catalog-pg-depend.html).
     */
    private static final String OBJECTS = """
            SELECT DISTINCT kind, name FROM (
              SELECT CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                     WHEN 'c' THEN 'type' ELSE 'table' END AS kind,
                relname::text AS name, relnamespace AS schema, 'pg_class'::regclass AS catalog, oid
              FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND NOT relispartition
              UNION ALL
              SELECT CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
                proname::text, pronamespace, 'pg_proc'::regclass, oid FROM pg_proc
              UNION ALL
              SELECT CASE typtype WHEN 'd' THEN 'domain' ELSE 'type' END,
                typname::text, typnamespace, 'pg_type'::regclass, oid
              FROM pg_type WHERE typtype IN ('e', 'd', 'r') OR (typtype = 'b' AND typcategory <> 'A')
            ) object
            WHERE schema = (SELECT oid FROM pg_namespace WHERE nspname = ?)
              AND NOT EXISTS (SELECT 1 FROM pg_depend d
                WHERE d.classid = catalog AND d.objid = object.oid AND d.deptype = 'e')
              AND (kind, name) NOT IN (('table', ?), ('function', ?), ('table', ?), ('function', ?), ('table', ?), ('table', ?))
            ORDER BY kind, name""";

    private PostgresTable() {}

    static List<String> statements(String schema, String table) {
        String name = new ObjectName(schema, table).quoted();
        String function = new ObjectName(schema, function(table)).quoted();
        return List.of(
                "CREATE TABLE " + name + " (" + LedgerColumn.definitions(PostgresTable::type) + ")",
                // Without a name: the server finds a free one, also where a ledger that was renamed has kept its own.
                "CREATE INDEX ON " + name + " (namespace, sequence)",
                refusing(function),
                trigger(name, function),
                always(name));
    }

    /**
     * Returns one statement that makes the table of kept scripts where it is missing. Each table has a function of its own, as
     * either may be made by another account.
     */
    static String scripts(String schema, String table) {
        String name = new ObjectName(schema, scriptTable(table)).quoted();
        String function = new ObjectName(schema, function(scriptTable(table))).quoted();
        return "DO $do$BEGIN IF to_regclass(" + Names.literal(name) + ") IS NULL THEN "
                + "CREATE TABLE " + name + " (" + ScriptTable.definitions(PostgresTable::type) + "); "
                + refusing(function) + "; " + trigger(name, function) + "; " + always(name) + "; END IF; END$do$";
    }

    static String scriptTable(String table) {
        return Names.derived(table, ScriptTable.SUFFIX);
    }

    static String leaseTable(String table) {
        return Names.derived(table, LeaseLock.SUFFIX);
    }

    static String trialTable(String table) {
        return Names.derived(table, "_trial");
    }

    private static String refusing(String function) {
        return "CREATE OR REPLACE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql"
                + " AS $$BEGIN RAISE EXCEPTION 'the ledger is append-only: no %', TG_OP"
                + " USING ERRCODE = 'integrity_constraint_violation'; END$$";
    }

    /** For each statement, so that what would change no row is refused, too, and ON CONFLICT DO UPDATE. */
    private static String trigger(String name, String function) {
        return "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON " + name
                + " FOR EACH STATEMENT EXECUTE FUNCTION " + function + "()";
    }

    /**
     * Also where session_replication_role = replica switches ordinary triggers off
     * (https://www.postgresql.org/docs/current/sql-altertable.html).
     */
    private static String always(String name) {
        return "ALTER TABLE " + name + " ENABLE ALWAYS TRIGGER append_only";
    }

    /** Returns what the schema holds beside the ledger's tables and their triggers' functions. */
    static List<SchemaObject> schemaObjects(JdbcSql sql, String schema, String table) throws SQLException {
        String scripts = scriptTable(table);
        return sql
                .rows(
                        OBJECTS,
                        schema,
                        table,
                        function(table),
                        scripts,
                        function(scripts),
                        leaseTable(table),
                        trialTable(table))
                .stream()
                .map(row -> new SchemaObject(row.get(0), row.get(1)))
                .toList();
    }

    static String function(String table) {
        return Names.derived(table, "_append_only");
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
