package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.Set;

/**
 * Diesel's {@code __diesel_schema_migrations(version, run_on)} (https://docs.diesel.rs/diesel_migrations/).
 */
public final class Diesel extends NamedRows {

    /** Knows the table. */
    public Diesel() {
        super("diesel", "Diesel", Set.of("__diesel_schema_migrations"), false, "run_on", "version");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.hasOnly("version", "run_on");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "version").at(row.ownTime("run_on"));
    }
}
