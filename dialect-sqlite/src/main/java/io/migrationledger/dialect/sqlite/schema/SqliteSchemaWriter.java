package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes statements for SQLite. What ALTER TABLE cannot do is done by making the table anew; nothing that refers to it has to be
 * touched. SQLite looks at names in views, triggers and foreign keys only when they are used, so they need no order.
 */
public final class SqliteSchemaWriter implements SchemaWriter {

    @Override
    public SchemaScript script(Snapshot from, Snapshot to) {
        Set<SchemaItem> before = new LinkedHashSet<>(from.items().toList());
        Set<SchemaItem> after = new LinkedHashSet<>(to.items().toList());
        Set<String> unwritten = new LinkedHashSet<>();
        if (!from.equals(to)) {
            unwritten.addAll(Untold.of(to.without(before::contains), from.options()));
            unwritten.addAll(Untold.of(from.without(after::contains), to.options()));
        }
        return new SchemaScript(new SchemaSteps(from, to).statements(), List.copyOf(unwritten));
    }

    @Override
    public SchemaStatement renameTable(String table, String name) {
        return SchemaStatement.of("ALTER TABLE " + Names.quoted(table) + " RENAME TO " + Names.quoted(name));
    }

    @Override
    public SchemaStatement renameColumn(String table, String column, String name) {
        return SchemaStatement.of("ALTER TABLE " + Names.quoted(table) + " RENAME COLUMN " + Names.quoted(column)
                + " TO " + Names.quoted(name));
    }
}
