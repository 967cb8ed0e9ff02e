package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.SchemaPart;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.support.PartRenames;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes statements for PostgreSQL. They can run in one transaction, but for the values that are added to an enum (<a
 * href="https://www.postgresql.org/docs/current/sql-altertype.html">ALTER TYPE … ADD VALUE</a>): these stand before all else.
 */
public final class PostgresSchemaWriter implements SchemaWriter {

    @Override
    public SchemaScript script(Snapshot from, Snapshot to) {
        SequenceRenames sequences = new SequenceRenames(from, to);
        PartRenames parts = PartRenames.between(sequences.after(), to, false, PostgresSchemaWriter::isRenamed);
        SchemaScript script = new Script(parts.after(), to).write();
        List<SchemaStatement> statements = new ArrayList<>(EnumChanges.growth(from, to));
        statements.addAll(sequences.statements());
        parts.renamed().forEach(one -> statements.add(rename(one)));
        statements.addAll(script.statements());
        return new SchemaScript(statements, script.unwritten());
    }

    /** What a partition or a child has from its parent is renamed with it. */
    private static boolean isRenamed(SchemaPart part) {
        return !(part instanceof Key key && key.options().containsKey(Parts.INHERITED)
                || part instanceof ForeignKey foreign && foreign.options().containsKey(Parts.INHERITED)
                || part instanceof Check check && check.options().containsKey(Parts.INHERITED)
                || part instanceof Index index && index.options().containsKey(Parts.INHERITED));
    }

    private static SchemaStatement rename(PartRenames.Renamed renamed) {
        String before = Sql.name(renamed.part().name());
        String name = " TO " + Sql.name(renamed.name());
        return SchemaStatement.of(
                renamed.part() instanceof Index
                        ? "ALTER INDEX " + before + " RENAME" + name
                        : "ALTER TABLE " + Sql.name(renamed.table()) + " RENAME CONSTRAINT " + before + name);
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
