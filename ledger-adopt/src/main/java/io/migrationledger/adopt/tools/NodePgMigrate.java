package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.Set;

/**
 * node-pg-migrate's {@code pgmigrations(id, name, run_on)} (https://salsita.github.io/node-pg-migrate/).
 */
public final class NodePgMigrate extends NamedRows {

    /** Knows the table. */
    public NodePgMigrate() {
        super("node-pg-migrate", "node-pg-migrate", Set.of("pgmigrations"), true, "id");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.hasOnly("id", "name", "run_on");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "name").at(row.time("run_on"));
    }
}
