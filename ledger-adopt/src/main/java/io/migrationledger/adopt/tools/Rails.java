package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.List;
import java.util.Set;

/**
 * Rails' {@code schema_migrations(version)}, told apart from dbmate's by {@code ar_internal_metadata}, which Rails
 * has beside it since version 5 (https://guides.rubyonrails.org/active_record_migrations.html).
 */
public final class Rails extends NamedRows {

    /** Knows the table. */
    public Rails() {
        super("rails", "Rails", Set.of("schema_migrations"), true, "version");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.hasOnly("version") && (table.isBeside("ar_internal_metadata") || !DbMate.isSized(table));
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "version");
    }

    @Override
    public List<String> notes() {
        return List.of("Rails records versions alone: no times, and no order but that of the versions");
    }
}
