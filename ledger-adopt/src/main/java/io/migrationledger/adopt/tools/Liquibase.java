package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.Set;

/**
 * Liquibase's {@code DATABASECHANGELOG}, whose checksum is carried over and not computed
 * (https://docs.liquibase.com/concepts/tracking-tables/databasechangelog-table.html).
 */
public final class Liquibase extends NamedRows {

    /** Knows the table. */
    public Liquibase() {
        super("liquibase", "Liquibase", Set.of("databasechangelog"), false, "dateexecuted", "orderexecuted");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("id", "author", "filename", "dateexecuted", "orderexecuted", "exectype", "md5sum");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "id")
                .described(row.words("comments"))
                .typed(row.words("exectype"))
                .at(row.time("dateexecuted"))
                .batch(row.text("deployment_id"))
                .checksum(row.text("md5sum"))
                .saying(said(row.words("exectype")));
    }

    private static String said(String type) {
        return switch (type) {
            case "MARK_RAN" -> "marked as run by Liquibase, and not executed";
            case "EXECUTED", "RERAN" -> "";
            default -> "of the type " + type + ", which is not known here: taken as applied";
        };
    }
}
