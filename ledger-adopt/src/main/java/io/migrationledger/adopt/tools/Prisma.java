package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.Checksums;
import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.ForeignRow.State;
import io.migrationledger.adopt.HistoryReader;
import io.migrationledger.adopt.HistoryTable;
import io.migrationledger.adopt.LocalFile;
import io.migrationledger.event.Adopted.FileCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Prisma's {@code _prisma_migrations}
 * (https://github.com/prisma/prisma-engines/blob/main/schema-engine/ARCHITECTURE.md).
 */
public final class Prisma implements HistoryReader {

    @Override
    public String tool() {
        return "prisma";
    }

    @Override
    public String product() {
        return "Prisma";
    }

    @Override
    public Set<String> tables() {
        return Set.of("_prisma_migrations");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("checksum", "finished_at", "migration_name", "rolled_back_at", "started_at");
    }

    @Override
    public List<ForeignRow> rows(HistoryTable table) throws SQLException {
        List<ForeignRow> rows = new ArrayList<>();
        for (HistoryTable.Row row : table.rows("started_at", "migration_name")) {
            boolean finished = row.text("finished_at").isPresent();
            boolean rolledBack = row.text("rolled_back_at").isPresent();
            ForeignRow read = ForeignRow.of(
                            rolledBack ? State.OTHER : finished ? State.APPLIED : State.FAILED,
                            row.words("migration_name"),
                            row)
                    .at(Times.epoch(row, finished ? "finished_at" : "started_at")) // numbers on SQLite
                    .took(Times.between(row, "started_at", "finished_at"))
                    .checksum(row.text("checksum"));
            rows.add(read.saying(
                    rolledBack
                            ? "an attempt that was marked as rolled back"
                            : finished ? "" : "Prisma began it and did not finish: it failed, or runs now"));
        }
        return rows;
    }

    @Override
    public Optional<String> checksum(LocalFile file) {
        return file.bytes().map(bytes -> Checksums.hex("SHA-256", bytes));
    }

    @Override
    public FileCheck compare(ForeignRow row, LocalFile file) {
        Optional<byte[]> bytes = file.bytes();
        if (row.checksum().isEmpty() || bytes.isEmpty()) {
            return FileCheck.UNKNOWN;
        }
        // Prisma accepts a file whose line endings were converted, too.
        return Stream.of(bytes.get(), Checksums.withLineFeeds(bytes.get()), Checksums.withCarriageReturns(bytes.get()))
                        .map(form -> Checksums.hex("SHA-256", form))
                        .anyMatch(row.checksum().get()::equals)
                ? FileCheck.EQUAL
                : FileCheck.EDITED;
    }
}
