package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.Set;

/**
 * sql-migrate's {@code gorp_migrations(id, applied_at)}, whose id is the file's name (https://github.com/rubenv/sql-
 * migrate).
 */
public final class SqlMigrate extends NamedRows {

    /** Knows the table. */
    public SqlMigrate() {
        super("sql-migrate", "sql-migrate", Set.of("gorp_migrations"), false, "applied_at", "id");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.hasOnly("id", "applied_at");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "id").at(row.time("applied_at"));
    }
}
