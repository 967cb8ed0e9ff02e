package io.migrationledger.internal.plan;

import io.migrationledger.KeptScript;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.internal.record.ScriptStore;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Header;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.ScriptDirectives;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Migrations that can be rolled back although their down scripts are gone: by those that were kept when they ran. */
public final class KeptMigrations {
    private final ScriptStore store;

    /** Reads the scripts that a ledger keeps. */
    public KeptMigrations(ScriptStore store) {
        this.store = store;
    }

    /**
     * Returns a migration with its kept down script.
     *
     * @param local what is left of it here; null where all of its files are gone
     * @return empty where none was kept, where it had none when it ran, or where what was kept is not of all that it stands
     *     for now
     */
    Optional<Migration> withKeptDown(MigrationState state, @Nullable Migration local) throws SQLException {
        if (state.isDeclared()) {
            return Optional.empty();
        }
        Optional<String> hash = state.isInEffect()
                ? state.since().flatMap(LedgerEvent.Applied::script)
                : state.attempt().flatMap(attempt -> attempt.started().script());
        return hash.isPresent() ? withDown(state, hash.get(), local) : Optional.empty();
    }

    /**
     * Returns a migration with the down script that is kept under a hash.
     *
     * @param local what is left of it here; null where all of its files are gone
     * @return empty where there is none under this hash
     */
    public Optional<Migration> withDown(MigrationState state, String hash, @Nullable Migration local)
            throws SQLException {
        Optional<KeptScript> kept = store.read(hash);
        Optional<KeptScript.Script> down = kept.flatMap(KeptScript::down);
        if (down.isEmpty()) {
            return Optional.empty();
        }
        MigrationBody body =
                new MigrationBody.Script(new KeptText(location(state, "down"), kept.get(), Direction.DOWN));
        Directives how = directives(state, down.get());
        return Optional.of((local == null ? migration(state, kept.get()) : local).withDown(body, how));
    }

    /** Returns the hash of the kept script by whose down script a migration is rolled back; empty where it is by a file's. */
    public static Optional<String> usedBy(Migration migration) {
        return KeptText.hashOfDown(migration);
    }

    private static Migration migration(MigrationState state, KeptScript kept) {
        Optional<KeptScript.Script> up = kept.up();
        EventHeader header = state.inEffect()
                .map(LedgerEvent.Applied::header)
                .orElseGet(() -> state.attempt().orElseThrow().started().header());
        String description = state.since()
                .map(LedgerEvent.Applied::description)
                .orElseGet(() -> state.attempt().orElseThrow().started().description());
        return new Migration(
                state.id(),
                description,
                false,
                header.checksum(),
                up.isPresent()
                        ? new MigrationBody.Script(new KeptText(location(state, "up"), kept, Direction.UP))
                        : new MigrationBody.Code(new NoCode(state.id(), description)),
                Optional.empty(),
                up.isPresent() ? directives(state, up.get()) : Directives.NONE,
                Header.NONE);
    }

    private static Directives directives(MigrationState state, KeptScript.Script script) {
        return ScriptDirectives.read(location(state, "script"), script.directives());
    }

    private static String location(MigrationState state, String direction) {
        return state.id() + "." + direction + " (kept in the ledger)";
    }

    /** What was applied was code, of which nothing is kept: it is not here, and never runs. */
    private record NoCode(MigrationId id, String description) implements JavaMigration {
        @Override
        public String revision() {
            return "";
        }

        @Override
        public void up(Connection connection) {
            throw new UnsupportedOperationException(id + " was code, and the ledger keeps no code");
        }
    }
}
