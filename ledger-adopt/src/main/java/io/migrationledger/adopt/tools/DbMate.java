package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.List;
import java.util.Set;

/**
 * dbmate's {@code schema_migrations(version varchar(128))}, which has the name of Rails'
 * (https://github.com/amacneil/dbmate).
 */
public final class DbMate extends NamedRows {
    private static final int WIDTH = 128;

    /** Knows the table. */
    public DbMate() {
        super("dbmate", "dbmate", Set.of("schema_migrations"), false, "version");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.hasOnly("version") && !table.isBeside("ar_internal_metadata");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "version");
    }

    /** Returns whether the version's column is as wide as dbmate makes it. */
    static boolean isSized(HistoryTable table) {
        return table.column("version").filter(column -> column.size() == WIDTH).isPresent();
    }

    @Override
    public List<String> notes() {
        return List.of("dbmate records versions alone: no times, and no order but that of the versions");
    }
}
