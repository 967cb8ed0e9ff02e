package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.Checksums;
import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.ForeignRow.State;
import io.migrationledger.adopt.HistoryTable;
import io.migrationledger.adopt.LocalFile;
import io.migrationledger.event.Adopted.FileCheck;
import io.migrationledger.migration.ForeignMigration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * sqitch's {@code events} in its registry, a schema or database {@code sqitch}: what was deployed, reverted and what failed,
 * in order; its {@code changes} hold the checksum of each deploy script. A change's id is a sum over its line in the plan
 * and those before. On SQLite the registry is a file of its own beside the database, {@code sqitch.db} beside {@code
 * shop.db} (https://sqitch.org/docs/manual/sqitchtutorial-sqlite/).
 */
public final class Sqitch extends NamedRows {
    private static final int TO_SECONDS = "2026-01-01 12:00:00".length();

    /** Knows the table. */
    public Sqitch() {
        super("sqitch", "sqitch", Set.of("events"), false, "committed_at", "planned_at");
    }

    @Override
    public Set<String> schemas() {
        return Set.of("sqitch");
    }

    @Override
    public boolean schemasAreFilesOnSqlite() {
        return true;
    }

    /** One registry holds the projects of a database. */
    @Override
    public boolean isOfAnotherProject(ForeignRow row, ForeignMigration local) {
        String own = local.attributes().getOrDefault("project", "");
        return !own.isEmpty() && !own.equals(namespace(row));
    }

    /** The layout calls another project so, too, where a change requires one of its changes. */
    @Override
    public String namespace(ForeignRow row) {
        return String.valueOf(row.row().get("project"));
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("event", "change_id", "change", "project", "committed_at", "planner_name");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        String event = row.words("event");
        State state = switch (event) {
            case "deploy" -> State.APPLIED;
            case "revert" -> State.UNDONE;
            case "fail" -> State.FAILED;
            default -> State.OTHER;
        };
        ForeignRow read = ForeignRow.of(state, row.words("change"), row)
                .described(row.words("note").lines().findFirst().orElse(""))
                .typed(event)
                .at(row.utcTime("committed_at"))
                .by(row.text("committer_name"))
                .checksum(row.text("change_id"))
                .saying(said(event));
        return state == State.UNDONE ? read.down() : read;
    }

    /** The table of what is deployed now says which deploy script that was; the newest deployment of a change is meant. */
    @Override
    public List<ForeignRow> rows(HistoryTable table) throws SQLException {
        Map<String, String> scripts = new HashMap<>();
        for (HistoryTable.Row row : table.rowsBeside("changes")) {
            row.text("script_hash").ifPresent(hash -> scripts.put(row.words("change_id"), hash));
        }
        List<ForeignRow> rows = new ArrayList<>(super.rows(table));
        for (int i = rows.size() - 1; i >= 0; i--) {
            ForeignRow row = rows.get(i);
            if (row.state() == State.APPLIED) {
                String script = scripts.remove(row.checksum().orElse(""));
                rows.set(i, script == null ? row : row.beside(Map.of(ForeignRow.CHECKSUM, script)));
            }
        }
        return rows;
    }

    /** Returns the SHA-1 of the deploy script, as sqitch keeps it. */
    @Override
    public Optional<String> checksum(LocalFile file) {
        return file.bytes().map(bytes -> Checksums.hex("SHA-1", bytes));
    }

    @Override
    public FileCheck compare(ForeignRow row, LocalFile file) {
        String script = row.beside().get(ForeignRow.CHECKSUM);
        Optional<String> now = checksum(file);
        if (script == null || now.isEmpty()) {
            return FileCheck.UNKNOWN;
        }
        return now.get().equals(script) ? FileCheck.EQUAL : FileCheck.EDITED;
    }

    private static String said(String event) {
        return switch (event) {
            case "deploy", "revert" -> "";
            case "fail" -> "sqitch recorded that its deploy script failed";
            default -> "says nothing of what is in effect";
        };
    }

    @Override
    public List<String> ids(ForeignRow row) {
        return List.of(); // the first and the second change of a name are told apart by when they were planned
    }

    @Override
    public List<String> names(ForeignRow row) {
        return List.of(
                row.checksum().orElse(""),
                name(row.key(), String.valueOf(row.row().get("planned_at"))),
                row.key());
    }

    @Override
    public Set<String> keys(ForeignMigration local) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(name(local.key(), local.attributes().getOrDefault("planned-at", "")));
        keys.add(local.key());
        Optional.ofNullable(local.attributes().get("change-id")).ifPresent(keys::add);
        return keys;
    }

    private static String name(String change, String planned) {
        String seconds = planned.replace('T', ' ');
        return change + "\n" + seconds.substring(0, Math.min(TO_SECONDS, seconds.length()));
    }
}
