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
 * golang-migrate's {@code schema_migrations(version, dirty)}: one row, the highest version that is in effect
 * (https://github.com/golang-migrate/migrate/blob/master/database/postgres/postgres.go).
 */
public final class GolangMigrate implements HistoryReader {

    @Override
    public String tool() {
        return "golang-migrate";
    }

    @Override
    public String product() {
        return "golang-migrate";
    }

    @Override
    public Set<String> tables() {
        return Set.of("schema_migrations");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("version", "dirty");
    }

    @Override
    public List<ForeignRow> rows(HistoryTable table) throws SQLException {
        List<ForeignRow> rows = new ArrayList<>();
        for (HistoryTable.Row row : table.rows("version")) {
            String version = row.words("version");
            if (version.startsWith("-")) {
                rows.add(ForeignRow.of(State.OTHER, version, row)
                        .saying("says that no version is in effect"
                                + (row.flag("dirty") ? ", and that the last down script did not end well" : "")));
            } else if (row.flag("dirty")) {
                rows.add(
                        ForeignRow.of(State.BELOW, version, row).saying("below the version that golang-migrate names"));
                rows.add(ForeignRow.of(State.FAILED, version, row)
                        .saying(
                                "golang-migrate left the database dirty at this version: its up script is half done, or it"
                                        + " is in effect and the down script of the version above it is half done"));
            } else {
                rows.add(ForeignRow.of(State.UP_TO, version, row)
                        .saying("golang-migrate names only the highest version: this one or one below it"));
            }
        }
        return rows;
    }

    @Override
    public List<String> ids(ForeignRow row) {
        return List.of(row.key());
    }

    @Override
    public List<String> notes() {
        return List.of("golang-migrate records one version, and neither times nor what it ran below it");
    }
}
