package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;

/** Writes statements for PostgreSQL. All of them run in one transaction. */
public final class PostgresSchemaWriter implements SchemaWriter {

    @Override
    public SchemaScript script(Snapshot from, Snapshot to) {
        return new Script(from, to).write();
    }

    @Override
    public SchemaStatement renameTable(String table, String name) {
        return SchemaStatement.of("ALTER TABLE " + Sql.name(table) + " RENAME TO " + Sql.name(name));
    }

    @Override
    public SchemaStatement renameColumn(String table, String column, String name) {
        return SchemaStatement.of(
                "ALTER TABLE " + Sql.name(table) + " RENAME COLUMN " + Sql.name(column) + " TO " + Sql.name(name));
    }
}
