package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.List;
import java.util.Set;

/**
 * Django's {@code django_migrations(id, app, name, applied)}; each app is a namespace here
 * (https://docs.djangoproject.com/en/stable/topics/migrations/).
 */
public final class Django extends NamedRows {

    /** Knows the table. */
    public Django() {
        super("django", "Django", Set.of("django_migrations"), true, "id");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("id", "app", "name", "applied");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return ForeignRow.of(ForeignRow.State.APPLIED, row.words("app") + "." + row.words("name"), row)
                .at(row.time("applied"));
    }

    @Override
    public String namespace(ForeignRow row) {
        return tool() + "." + row.row().get("app");
    }

    @Override
    public List<String> ids(ForeignRow row) {
        return List.of(String.valueOf(row.row().get("name")));
    }
}
