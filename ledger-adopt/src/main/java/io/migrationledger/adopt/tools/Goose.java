package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.ForeignRow.State;
import io.migrationledger.adopt.HistoryReader;
import io.migrationledger.adopt.HistoryTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * goose's {@code goose_db_version}: a row for each time a version was applied; older versions of goose also add one, with
 * {@code is_applied} false, for each time one was undone (https://github.com/pressly/goose).
 */
public final class Goose implements HistoryReader {

    @Override
    public String tool() {
        return "goose";
    }

    @Override
    public String product() {
        return "goose";
    }

    @Override
    public Set<String> tables() {
        return Set.of("goose_db_version");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("id", "version_id", "is_applied");
    }

    @Override
    public List<ForeignRow> rows(HistoryTable table) throws SQLException {
        List<ForeignRow> rows = new ArrayList<>();
        for (HistoryTable.Row row : table.rows("id")) {
            String version = row.words("version_id");
            boolean seed = version.equals("0");
            State state = row.flag("is_applied") ? State.APPLIED : State.UNDONE;
            ForeignRow read = ForeignRow.of(seed ? State.OTHER : state, version, row)
                    .at(row.ownTime("tstamp"))
                    .saying(seed ? "the row with which goose begins its table" : "");
            rows.add(state == State.UNDONE ? read.down() : read);
        }
        return rows;
    }
}
