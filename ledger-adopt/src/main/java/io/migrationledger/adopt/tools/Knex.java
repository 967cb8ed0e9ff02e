package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.Set;

/**
 * Knex' {@code knex_migrations(id, name, batch, migration_time)} (https://knexjs.org/guide/migrations.html).
 */
public final class Knex extends NamedRows {

    /** Knows the table. */
    public Knex() {
        super("knex", "Knex", Set.of("knex_migrations"), true, "id");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("id", "name", "batch", "migration_time");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "name").batch(row.text("batch")).at(Times.epoch(row, "migration_time"));
    }
}
