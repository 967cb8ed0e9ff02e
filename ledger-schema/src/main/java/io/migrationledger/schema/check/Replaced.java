package io.migrationledger.schema.check;

import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is in effect elsewhere and has no file of its own here, as it should be: another script stands for it, or it is of
 * another namespace, which is not what is checked.
 */
final class Replaced {
    private final Map<MigrationId, Migration> here = new HashMap<>();
    private final Set<String> namespaces = new HashSet<>();
    private final Set<MigrationId> replaced = new HashSet<>();
    /** By namespace, the script that stands for the first versions on a new database. */
    private final Map<String, MigrationId> bases = new HashMap<>();

    private final LedgerState there;

    private Replaced(LedgerState there) {
        this.there = there;
    }

    /**
     * Compares.
     *
     * @param migrations what is here
     * @param there what is in effect elsewhere
     */
    static Replaced by(Collection<Migration> migrations, LedgerState there) {
        Replaced known = new Replaced(there);
        for (Migration migration : migrations) {
            known.here.put(migration.id(), migration);
            known.namespaces.add(migration.id().namespace());
            known.replaced.addAll(migration.directives().replaces());
            if (migration.base()) {
                known.bases.put(migration.id().namespace(), migration.id());
            }
        }
        return known;
    }

    /** Returns whether nothing is to be said of what was applied elsewhere. */
    boolean isElsewhere(LedgerEvent.Applied applied) {
        // Where nothing is left here, nobody can tell which namespaces are meant.
        boolean other =
                !namespaces.isEmpty() && !namespaces.contains(applied.id().namespace());
        return other || isSquashed(applied) || isOlder(applied) || isBelowBase(applied);
    }

    /** The script is here, and the other database does not know of it yet: its next run records that. */
    private boolean isSquashed(LedgerEvent.Applied applied) {
        return replaced.contains(applied.id()) && applied.replaces().isEmpty();
    }

    /** The other database knows of the script, and here are still the files that it stands for. */
    private boolean isOlder(LedgerEvent.Applied applied) {
        return applied.replaces().stream()
                .map(here::get)
                .anyMatch(
                        local -> local != null && local.directives().replaces().isEmpty());
    }

    /** On a new database the script runs in place of the versions, which the other one has run. */
    private boolean isBelowBase(LedgerEvent.Applied applied) {
        MigrationId base = bases.get(applied.id().namespace());
        return base != null && (isBelow(applied.id(), base) || applied.id().equals(base) && hasRunBelow(base));
    }

    private boolean hasRunBelow(MigrationId base) {
        return there.migrations().stream().anyMatch(known -> known.isInEffect() && isBelow(known.id(), base));
    }

    private static boolean isBelow(MigrationId id, MigrationId base) {
        return id.namespace().equals(base.namespace()) && id.isVersion() && id.compareTo(base) < 0;
    }
}
