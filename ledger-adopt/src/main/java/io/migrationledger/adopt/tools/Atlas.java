package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.ForeignRow.State;
import io.migrationledger.adopt.HistoryTable;
import io.migrationledger.adopt.LocalFile;
import io.migrationledger.event.Adopted.FileCheck;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Atlas' {@code atlas_schema_revisions}: applied below total is part-way; types are bits (1 baseline, 2 executed, 4
 * resolved) (https://atlasgo.io/versioned/apply).
 */
public final class Atlas extends NamedRows {
    private static final long BASELINE = 1;
    private static final String BEFORE = "before";
    /** What of a file is summed. */
    private static final Function<LocalFile, byte[]> SUMMED = Atlas::summed;

    /** A file of which Atlas sums the name alone. */
    private static final Pattern IGNORED = Pattern.compile("\\A-- *atlas:sum +ignore\\b");

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

    /** Each row with the checksum of the one before: a checksum of Atlas' is over all files up to its own. */
    @Override
    public List<ForeignRow> rows(HistoryTable table) throws SQLException {
        List<ForeignRow> rows = new ArrayList<>();
        String before = "";
        for (ForeignRow row : super.rows(table)) {
            rows.add(row.beside(Map.of(BEFORE, before)));
            if (row.state() != State.OTHER) {
                before = row.checksum().orElse("");
            }
        }
        return rows;
    }

    @Override
    public Optional<String> checksum(LocalFile file) {
        return Optional.of(sum(file.sha256UpToThis(SUMMED)));
    }

    /** A file is said to be edited only where all before it are as they were: else it cannot be known. */
    @Override
    public FileCheck compare(ForeignRow row, LocalFile file) {
        if (row.checksum().isEmpty()) {
            return FileCheck.UNKNOWN;
        }
        if (row.checksum().get().equals(sum(file.sha256UpToThis(SUMMED)))) {
            return FileCheck.EQUAL;
        }
        String before = file.sha256BeforeThis(SUMMED).map(Atlas::sum).orElse("");
        return row.beside().getOrDefault(BEFORE, "").equals(before) ? FileCheck.EDITED : FileCheck.UNKNOWN;
    }

    /** Returns a digest of names and texts one after another in base 64, without the {@code h1:} of atlas.sum. */
    private static String sum(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }

    private static byte[] summed(LocalFile file) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(file.name().getBytes(StandardCharsets.UTF_8));
        byte[] bytes = file.bytes().orElse(new byte[0]);
        if (!IGNORED.matcher(new String(bytes, StandardCharsets.UTF_8)).find()) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }
}
