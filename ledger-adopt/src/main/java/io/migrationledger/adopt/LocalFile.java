package io.migrationledger.adopt;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.ForeignMigration;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A migration of a source, and the bytes of its file as they are.
 *
 * @param migration the migration
 */
public record LocalFile(Migration migration) {

    /** Returns the whole file's bytes, other migrations and down sections in it included; empty where the migration is code. */
    public Optional<byte[]> bytes() {
        Optional<SqlScript> script = migration
                .foreign()
                .map(ForeignMigration::file)
                .or(() -> migration.up() instanceof MigrationBody.Script up
                        ? Optional.of(up.script())
                        : Optional.empty());
        if (script.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = script.get().open()) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new LedgerException(
                    ErrorCode.UNREADABLE_FILE,
                    migration.location() + " cannot be read: " + e.getMessage(),
                    LedgerException.NOTHING_CHANGED,
                    Advice.of("Make it readable, and run ", Action.SAME, " again."),
                    e);
        }
    }
}
