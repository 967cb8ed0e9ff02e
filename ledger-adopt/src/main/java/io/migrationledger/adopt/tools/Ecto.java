package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.Set;

/**
 * Ecto's {@code schema_migrations(version, inserted_at)} (https://hexdocs.pm/ecto_sql/Ecto.Migration.html).
 */
public final class Ecto extends NamedRows {

    /** Knows the table. */
    public Ecto() {
        super("ecto", "Ecto", Set.of("schema_migrations"), true, "inserted_at", "version");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.hasOnly("version", "inserted_at");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "version").at(row.time("inserted_at"));
    }
}
