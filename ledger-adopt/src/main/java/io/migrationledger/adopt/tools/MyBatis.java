package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.Set;

/**
 * MyBatis Migrations' {@code CHANGELOG(ID, APPLIED_AT, DESCRIPTION)} (https://mybatis.org/migrations/migrate.html).
 */
public final class MyBatis extends NamedRows {

    /** Knows the table. */
    public MyBatis() {
        super("mybatis", "MyBatis Migrations", Set.of("changelog"), false, "id");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("id", "applied_at", "description");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "id").described(row.words("description")).at(row.time("applied_at"));
    }
}
