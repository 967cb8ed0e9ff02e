package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.List;
import java.util.Set;

/**
 * Alembic's {@code alembic_version(version_num)}: the heads alone
 * (https://alembic.sqlalchemy.org/en/latest/tutorial.html).
 */
public final class Alembic extends NamedRows {

    /** Knows the table. */
    public Alembic() {
        super("alembic", "Alembic", Set.of("alembic_version"), true, "version_num");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.hasOnly("version_num");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "version_num")
                .saying("a head: what it builds on is in Alembic's own scripts, and not in its table");
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Alembic records the heads alone: what came before them, when, and in which order is not in its table");
    }
}
