package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;

/** Writes statements for MySQL or MariaDB. Each of those that change a definition commits by itself. */
public final class MysqlSchemaWriter implements SchemaWriter {
    private final boolean mariadb;
    private final Session session;

    /**
     * Writes for this kind of server.
     *
     * @param session the session that the statements will run in
     */
    public MysqlSchemaWriter(boolean mariadb, Session session) {
        this.mariadb = mariadb;
        this.session = session;
    }

    @Override
    public SchemaScript script(Snapshot from, Snapshot to) {
        return new Script(from, to, mariadb, session).write();
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
