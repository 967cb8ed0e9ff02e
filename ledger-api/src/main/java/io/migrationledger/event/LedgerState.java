package io.migrationledger.event;

import io.migrationledger.migration.MigrationId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a ledger: a pure fold over its events, never stored. Confined to one thread while events are added.
 */
public final class LedgerState {
    private final Map<MigrationId, MigrationState> migrations = new LinkedHashMap<>();
    /** What is forgotten now, as it was while it was in effect. */
    private final Map<MigrationId, MigrationState> forgotten = new HashMap<>();

    private final BegunRollbacks rollbacks = new BegunRollbacks();

    private @Nullable LedgerEvent head;
    private @Nullable String environment;

    /** The state before the first event. */
    public LedgerState() {}

    /** Returns the state after these events, which are in order of their sequence. */
    public static LedgerState fold(Iterable<? extends LedgerEvent> events) {
        LedgerState state = new LedgerState();
        for (LedgerEvent event : events) {
            state.add(event);
        }
        return state;
    }

    /** Adds the next event. */
    public void add(LedgerEvent event) {
        head = event;
        if (event instanceof LedgerEvent.Noted noted) {
            environment = noted.environment().orElse(environment);
            return;
        }
        migrations.compute(event.id(), (id, before) -> after(before, event));
        rollbacks.add(event);
    }

    /**
     * Returns the newest rollback where it began and has not ended: it was cut off, or a down script failed, and nothing was
     * applied in the same namespace since.
     *
     * @param namespaces those of which it is asked; a rollback of other ones says nothing of these
     * @return empty where the last one ended, and where the ledger is of a version that did not record what a rollback was to
     *     undo
     */
    public Optional<UnfinishedRollback> unfinishedRollback(Collection<String> namespaces) {
        return rollbacks.of(namespaces, this::of);
    }

    private MigrationState after(@Nullable MigrationState before, LedgerEvent event) {
        MigrationState after = MigrationState.after(Optional.ofNullable(before), event);
        if (after.status() == MigrationStatus.FORGOTTEN) {
            if (before != null && before.isInEffect()) {
                forgotten.put(event.id(), before);
            }
            return after;
        }
        MigrationState as = forgotten.remove(event.id());
        return as != null && event.origin() == Origin.RESOLVED && after.isInEffect() ? after.backAs(as) : after;
    }

    /** Returns the newest event, or empty where there is none. */
    public Optional<LedgerEvent> head() {
        return Optional.ofNullable(head);
    }

    /** Returns what the ledger says that the database is, such as {@code production}; empty where it says nothing. */
    public Optional<String> environment() {
        return Optional.ofNullable(environment);
    }

    /** Returns what is known of one migration, or empty where no event names it. */
    public Optional<MigrationState> of(MigrationId id) {
        return Optional.ofNullable(migrations.get(id));
    }

    /** Returns all migrations that events name, in the order of their first event. */
    public Collection<MigrationState> migrations() {
        return Collections.unmodifiableCollection(migrations.values());
    }

    /** Returns how many migrations of the namespace are open, part-way or in doubt. */
    public int unsettled(String namespace) {
        int count = 0;
        for (MigrationState state : migrations.values()) {
            if (state.id().namespace().equals(namespace) && state.unsettled()) {
                count++;
            }
        }
        return count;
    }

    /** Returns the digest of what is in effect in the namespace, computed from the fold. */
    public AppliedDigest appliedDigest(String namespace) {
        AppliedDigest digest = AppliedDigest.EMPTY;
        for (MigrationState state : migrations.values()) {
            if (state.id().namespace().equals(namespace) && state.isInEffect()) {
                digest = digest.plus(
                        state.id(), state.inEffect().orElseThrow().header().checksum());
            }
        }
        return digest;
    }
}
