package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import java.util.List;
import java.util.Set;

/**
 * Sequelize's {@code SequelizeMeta(name)} (https://sequelize.org/docs/v6/other-topics/migrations/).
 */
public final class Sequelize extends NamedRows {

    /** Knows the table. */
    public Sequelize() {
        super("sequelize", "Sequelize", Set.of("sequelizemeta"), true, "name");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.hasOnly("name") || table.hasOnly("name", "createdat", "updatedat");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "name");
    }

    @Override
    public List<String> notes() {
        return List.of("Sequelize records names alone: no times, and no order but that of the names");
    }
}
