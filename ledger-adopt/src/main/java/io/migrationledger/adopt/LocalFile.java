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
import java.util.function.Function;

/** A migration of a source, and the bytes of its file as they are. */
public final class LocalFile {
    private final Migration migration;
    private final LocalFiles all;

    /** Knows the migration, and all of its namespace. */
    LocalFile(Migration migration, LocalFiles all) {
        this.migration = migration;
        this.all = all;
    }

    /** Returns the migration. */
    public Migration migration() {
        return migration;
    }

    /** Returns the name of the migration's file, without its directory. */
    public String name() {
        String path = migration.foreign().map(ForeignMigration::path).orElseGet(migration::location);
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /**
     * Returns the SHA-256 of all files of the namespace up to this one, in the order of their names.
     *
     * @param part what of a file is summed; always the same object, so that no file is read twice
     */
    public byte[] sha256UpToThis(Function<LocalFile, byte[]> part) {
        return all.sha256(all.before(name()) + 1, part);
    }

    /** Returns the SHA-256 of all files of the namespace before this one; empty where there is none. */
    public Optional<byte[]> sha256BeforeThis(Function<LocalFile, byte[]> part) {
        int before = all.before(name());
        return before == 0 ? Optional.empty() : Optional.of(all.sha256(before, part));
    }

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
