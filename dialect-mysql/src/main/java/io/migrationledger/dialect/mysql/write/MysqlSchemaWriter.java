package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.support.PartRenames;
import java.util.ArrayList;
import java.util.List;

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
        PartRenames parts = PartRenames.between(
                from, to, true, part -> part instanceof Index || part instanceof Key key && !key.primary());
        SchemaScript script = new Script(parts.after(), to, mariadb, session).write();
        List<SchemaStatement> statements = new ArrayList<>();
        parts.renamed()
                .forEach(one -> statements.add(SchemaStatement.of("ALTER TABLE " + Sql.name(one.table())
                        + " RENAME INDEX " + Sql.name(one.part().name()) + " TO " + Sql.name(one.name()))));
        statements.addAll(script.statements());
        return new SchemaScript(statements, script.unwritten());
    }

    @Override
    public String inFile(SchemaStatement statement) {
        return Delimited.of(statement.sql().strip());
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
