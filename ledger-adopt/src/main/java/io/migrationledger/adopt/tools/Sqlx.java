package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.Checksums;
import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import io.migrationledger.adopt.LocalFile;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * SQLx' {@code _sqlx_migrations}, whose checksum is the SHA-384 of the file
 * (https://docs.rs/sqlx/latest/sqlx/migrate/index.html).
 */
public final class Sqlx extends NamedRows {

    /** Knows the table. */
    public Sqlx() {
        super("sqlx", "SQLx", Set.of("_sqlx_migrations"), false, "version");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("version", "description", "installed_on", "success", "checksum");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return ForeignRow.of(
                        row.flag("success") ? ForeignRow.State.APPLIED : ForeignRow.State.FAILED,
                        row.words("version"),
                        row)
                .described(row.words("description"))
                .at(row.ownTime("installed_on"))
                .took(row.number("execution_time").filter(nanos -> nanos >= 0).map(Duration::ofNanos))
                .checksum(row.text("checksum"))
                .saying(row.flag("success") ? "" : "SQLx began it and did not finish (success is false)");
    }

    @Override
    public Optional<String> checksum(LocalFile file) {
        return file.bytes().map(bytes -> Checksums.hex("SHA-384", bytes));
    }
}
