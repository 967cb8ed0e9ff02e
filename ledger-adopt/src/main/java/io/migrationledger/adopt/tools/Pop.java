package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.List;
import java.util.Set;

/**
 * pop's {@code schema_migration(version, version_self)} (https://gobuffalo.io/documentation/database/migrations/).
 */
public final class Pop extends NamedRows {

    /** Knows the table. */
    public Pop() {
        super("pop", "pop", Set.of("schema_migration"), false, "version");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.hasOnly("version") || table.hasOnly("version", "version_self");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "version");
    }

    @Override
    public List<String> notes() {
        return List.of("pop records versions alone: no times, and no order but that of the versions");
    }
}
