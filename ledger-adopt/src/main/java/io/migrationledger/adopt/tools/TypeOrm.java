package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.Set;

/**
 * TypeORM's {@code migrations(id, timestamp, name)}; the time is the one in the migration's name, not that of its run
 * (https://typeorm.io/docs/advanced-topics/migrations).
 */
public final class TypeOrm extends NamedRows {

    /** Knows the table. */
    public TypeOrm() {
        super("typeorm", "TypeORM", Set.of("migrations"), true, "id");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("id", "timestamp", "name") && !table.has("batch");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "name")
                .at(Times.epoch(row, "timestamp"))
                .saying("TypeORM records when it was written, and not when it ran");
    }
}
