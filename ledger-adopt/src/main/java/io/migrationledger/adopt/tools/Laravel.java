package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.List;
import java.util.Set;

/**
 * Laravel's {@code migrations(id, migration, batch)} (https://laravel.com/docs/migrations).
 */
public final class Laravel extends NamedRows {

    /** Knows the table. */
    public Laravel() {
        super("laravel", "Laravel", Set.of("migrations"), true, "id");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("id", "migration", "batch");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "migration").batch(row.text("batch"));
    }

    @Override
    public List<String> notes() {
        return List.of("Laravel records batches and no times");
    }
}
