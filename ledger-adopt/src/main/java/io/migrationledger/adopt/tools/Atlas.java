package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.ForeignRow.State;
import io.migrationledger.adopt.HistoryTable;
import java.time.Duration;
import java.util.Set;

/**
 * Atlas' {@code atlas_schema_revisions}: applied below total is part-way; types are bits (1 baseline, 2 executed, 4
 * resolved) (https://atlasgo.io/versioned/apply).
 */
public final class Atlas extends NamedRows {
    private static final long BASELINE = 1;

    /** Knows the table. */
    public Atlas() {
        super("atlas", "Atlas", Set.of("atlas_schema_revisions"), false, "executed_at", "version");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("version", "description", "type", "applied", "total", "executed_at", "hash");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return state(row);
    }

    @Override
    public Set<String> schemas() {
        return Set.of("atlas_schema_revisions");
    }

    private static ForeignRow state(HistoryTable.Row row) {
        String version = row.words("version");
        if (version.startsWith(".")) {
            return ForeignRow.of(State.OTHER, version, row).saying("what Atlas keeps for itself; not a migration");
        }
        long applied = row.number("applied").orElse(0L);
        long total = row.number("total").orElse(0L);
        long type = row.number("type").orElse(0L);
        boolean failed = applied < total
                || row.text("error").filter(text -> !text.isEmpty()).isPresent();
        State state = failed ? State.FAILED : (type & BASELINE) != 0 ? State.BASELINE : State.APPLIED;
        return ForeignRow.of(state, version, row)
                .described(row.words("description"))
                .typed(Long.toString(type))
                .at(row.time("executed_at"))
                .took(row.number("execution_time").map(Duration::ofNanos))
                .checksum(row.text("hash"))
                .saying(
                        failed
                                ? "Atlas applied " + applied + " of its " + total + " statements, as Atlas counts them"
                                        + row.text("error")
                                                .map(text -> ": " + text)
                                                .orElse("")
                                : state == State.BASELINE ? "covered by Atlas' baseline" : "");
    }
}
