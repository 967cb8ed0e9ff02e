package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.Set;

/**
 * ormed's {@code orm_migrations(id, checksum, applied_at, batch)} (https://pub.dev/packages/ormed).
 */
public final class Ormed extends NamedRows {

    /** Knows the table. */
    public Ormed() {
        super("ormed", "ormed", Set.of("orm_migrations"), true, "applied_at", "id");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("id", "checksum", "applied_at", "batch");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "id")
                .at(Times.epoch(row, "applied_at"))
                .batch(row.text("batch"))
                .checksum(row.text("checksum"));
    }
}
