package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.Checksums;
import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import io.migrationledger.adopt.LocalFile;
import io.migrationledger.migration.ForeignMigration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drizzle's {@code __drizzle_migrations(id, hash, created_at)}: the hash is the SHA-256 of the file, and the time is that of
 * the journal's entry, not that of the run. Newer versions add the migration's name and when it ran
 * (https://orm.drizzle.team/docs/drizzle-kit-migrate).
 */
public final class Drizzle extends NamedRows {

    /** Knows the table. */
    public Drizzle() {
        // On SQLite its ids are NULL: SERIAL is no row id there.
        super("drizzle", "Drizzle", Set.of("__drizzle_migrations"), false, "created_at", "id");
    }

    @Override
    public Set<String> schemas() {
        return Set.of("drizzle");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("id", "hash", "created_at");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        String key = row.text("name")
                .or(() -> row.number("created_at").map(String::valueOf))
                .orElse(row.words("hash"));
        return ForeignRow.of(ForeignRow.State.APPLIED, key, row)
                .at(Times.epoch(row, "applied_at"))
                .checksum(row.text("hash"));
    }

    @Override
    public List<String> names(ForeignRow row) {
        List<String> names = new ArrayList<>();
        names.add(row.key());
        Optional.ofNullable(row.row().get("created_at")).map(String::valueOf).ifPresent(names::add);
        return names;
    }

    @Override
    public Set<String> keys(ForeignMigration local) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(local.key());
        Optional.ofNullable(local.attributes().get("when")).ifPresent(keys::add);
        return keys;
    }

    @Override
    public Optional<String> checksum(LocalFile file) {
        return file.bytes().map(bytes -> Checksums.hex("SHA-256", bytes));
    }
}
