package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.Checksums;
import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.ForeignRow.State;
import io.migrationledger.adopt.HistoryReader;
import io.migrationledger.adopt.HistoryTable;
import io.migrationledger.adopt.LocalFile;
import io.migrationledger.event.Adopted.FileCheck;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Flyway's {@code flyway_schema_history}, and {@code schema_version} as it was before version 5. Tried with Flyway 13
 * (https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html).
 */
public final class Flyway implements HistoryReader {
    private static final Set<String> KNOWN = Set.of("SQL", "JDBC", "SPRING_JDBC", "SCRIPT", "CUSTOM");
    private static final String UNDO = "UNDO_";

    @Override
    public String tool() {
        return "flyway";
    }

    @Override
    public String product() {
        return "Flyway";
    }

    @Override
    public Set<String> tables() {
        return Set.of("flyway_schema_history", "schema_version");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("installed_rank", "version", "description", "type", "script", "checksum", "success");
    }

    @Override
    public List<ForeignRow> rows(HistoryTable table) throws SQLException {
        List<ForeignRow> rows = new ArrayList<>();
        for (HistoryTable.Row row : table.rows("installed_rank")) {
            rows.add(row(row));
        }
        return rows;
    }

    private static ForeignRow row(HistoryTable.Row row) {
        String type = row.words("type");
        boolean repeatable = row.text("version").isEmpty();
        String key = repeatable ? row.words("description") : row.words("version");
        ForeignRow read = ForeignRow.of(state(type, row.flag("success")), key, row)
                .described(row.words("description"))
                .typed(type)
                .at(row.ownTime("installed_on"))
                .took(row.number("execution_time").map(Duration::ofMillis))
                .by(row.text("installed_by"))
                .checksum(row.text("checksum"))
                .saying(said(type, row.flag("success")));
        return type.startsWith(UNDO) ? read.down() : read;
    }

    private static State state(String type, boolean success) {
        if (type.equals("SCHEMA")) {
            return State.OTHER;
        }
        if (!success) {
            return State.FAILED;
        }
        if (type.equals("DELETE")) {
            return State.DELETED;
        }
        if (type.startsWith(UNDO)) {
            return State.UNDONE;
        }
        return isBaseline(type) ? State.BASELINE : State.APPLIED;
    }

    private static boolean isBaseline(String type) {
        return type.equals("BASELINE") || type.endsWith("_BASELINE");
    }

    private static String said(String type, boolean success) {
        if (type.equals("SCHEMA")) {
            return "says that Flyway made the schema; not a migration";
        }
        if (!success) {
            return "Flyway recorded that it failed (success is false), and not how far it got";
        }
        if (isBaseline(type)) {
            return "covered by Flyway's baseline";
        }
        boolean known = KNOWN.contains(type) || type.equals("DELETE") || type.startsWith(UNDO);
        return known ? "" : "of the type " + type + ", which is not known here: taken as applied, as Flyway does";
    }

    @Override
    public List<String> ids(ForeignRow row) {
        if (row.row().get("version") != null) {
            return List.of(row.key());
        }
        String script = String.valueOf(row.row().get("script"));
        String name = script.substring(script.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return List.of(
                dot > 0 ? name.substring(0, dot) : name, "R__" + row.key().replace(' ', '_'));
    }

    @Override
    public Optional<String> checksum(LocalFile file) {
        return file.bytes().map(bytes -> Integer.toString(Checksums.crcOfLines(bytes)));
    }

    @Override
    public FileCheck compare(ForeignRow row, LocalFile file) {
        Optional<byte[]> bytes = file.bytes();
        if (row.checksum().isEmpty() || bytes.isEmpty()) {
            return FileCheck.UNKNOWN;
        }
        if (row.checksum().get().equals(Integer.toString(Checksums.crcOfLines(bytes.get())))) {
            return FileCheck.EQUAL;
        }
        // Of a repeatable script Flyway sums the text with its placeholders replaced, by values that are not known
        // here.
        boolean replaced =
                file.migration().repeatable() && new String(bytes.get(), StandardCharsets.UTF_8).contains("${");
        return replaced ? FileCheck.UNKNOWN : FileCheck.EDITED;
    }
}
