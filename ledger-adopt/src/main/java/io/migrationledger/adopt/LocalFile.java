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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A migration of a source, and the bytes of its file as they are.
 *
 * @param migration the migration
 * @param all all of its namespace, for checksums of several files
 */
public record LocalFile(Migration migration, List<Migration> all) {

    /** Copies the list. */
    public LocalFile {
        all = List.copyOf(all);
    }

    /** Returns the name of the migration's file, without its directory. */
    public String name() {
        return name(migration);
    }

    private static String name(Migration migration) {
        String path = migration.foreign().map(ForeignMigration::path).orElseGet(migration::location);
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** Returns those up to this one, by the names of their files. */
    public List<LocalFile> upToThis() {
        return all.stream()
                .filter(other -> name(other).compareTo(name()) <= 0)
                .sorted(Comparator.comparing(LocalFile::name))
                .map(other -> new LocalFile(other, all))
                .toList();
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
