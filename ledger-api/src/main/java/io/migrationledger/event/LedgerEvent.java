package io.migrationledger.event;

import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One row of the ledger. Immutable. */
public sealed interface LedgerEvent {

    /** Returns what every event carries. */
    EventHeader header();

    /** Returns the event's type. */
    EventType type();

    /** Returns the hash by which the text of its scripts is kept, or empty where the event names none. */
    default Optional<String> script() {
        return Optional.empty();
    }

    /**
     * Returns the hash by which the snapshot is kept of what the schema held at this event; empty where the event names none.
     * Read out of the event's detail each time.
     */
    default Optional<String> snapshot() {
        return EventDetail.snapshot(header().detail());
    }

    /** Returns why no snapshot is kept of this event although snapshots were to be kept, or empty. Read as {@link #snapshot}. */
    default Optional<String> snapshotLeftOut() {
        return EventDetail.snapshotLeftOut(header().detail());
    }

    /** Returns the hashes of all texts beside the ledger that the event names: of its scripts, and of its snapshot. */
    default List<String> kept() {
        return Stream.of(script(), snapshot())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /**
     * Returns what the statements of its attempt changed, as its script names it; nothing where the event does not say. Read out
     * of the event's detail each time.
     */
    default Touched touched() {
        return EventDetail.touched(header().detail());
    }

    /**
     * Returns the hash of the kept script by whose down script the migration was rolled back, because its file was gone; empty
     * where that is not so. Read out of the event's detail each time.
     */
    default Optional<String> keptDown() {
        return header().direction() == Direction.DOWN ? EventDetail.keptDown(header().detail()) : Optional.empty();
    }

    /** Returns how the event came to be. */
    Origin origin();

    /** Returns the event's position in the ledger, counted from 1. */
    default long sequence() {
        return header().sequence();
    }

    /** Returns the migration the event is about. */
    default MigrationId id() {
        return header().id();
    }

    /**
     * An attempt begins.
     *
     * @param origin {@code EXECUTED}; {@code ADOPTED} where another tool made the attempt
     * @param statements how many statements the script has
     * @param strategy how effect and mark are kept together
     * @param steps what identifies each statement of a stepwise attempt; empty for a transactional one
     * @param description the migration's description, or the empty string
     * @param script the hash by which the text of its scripts is kept, or empty where it is not
     * @param scriptLeftOut why that text is not kept although texts were to be kept, or empty
     */
    record Started(
            EventHeader header,
            Origin origin,
            int statements,
            Strategy strategy,
            StepList steps,
            String description,
            Optional<String> script,
            Optional<String> scriptLeftOut)
            implements LedgerEvent {
        /**
         * Returns what the run that began it was to roll back after this migration, in that order; nothing where this is the
         * last one, and for an attempt that applies. Read out of the event's detail each time.
         */
        public List<MigrationId> then() {
            return header.direction() == Direction.DOWN ? EventDetail.then(header.detail()) : List.of();
        }

        @Override
        public EventType type() {
            return EventType.STARTED;
        }
    }

    /**
     * Statements {@code 1..done} have taken effect.
     *
     * @param intent the statement that is about to run, or empty where the event is a mark only
     */
    record Step(EventHeader header, Optional<Intent> intent) implements LedgerEvent {
        @Override
        public EventType type() {
            return EventType.STEP;
        }

        @Override
        public Origin origin() {
            return Origin.EXECUTED;
        }
    }

    /**
     * The migration is in effect.
     *
     * @param description the migration's description, or the empty string
     * @param reason the person's reason where a person declared it, otherwise empty
     * @param replaces the migrations of the same namespace that its script stands for, its own id among them where that
     *     was one of them; empty for an ordinary migration
     * @param script the hash by which the text of the scripts is kept that ran, or empty where it is not
     */
    record Applied(
            EventHeader header,
            Origin origin,
            String description,
            Optional<String> reason,
            List<MigrationId> replaces,
            Optional<String> script)
            implements LedgerEvent {
        @Override
        public EventType type() {
            return EventType.APPLIED;
        }
    }

    /**
     * The attempt ended without effect ({@code done} is 0), part-way, or in doubt.
     *
     * @param error what the database said; empty where nothing was said
     * @param doubt the one statement of which nobody knows whether it took effect
     * @param reason the person's reason for origin {@code RESOLVED}
     */
    record Failed(
            EventHeader header, Origin origin, Optional<Failure> error, Optional<Doubt> doubt, Optional<String> reason)
            implements LedgerEvent {
        @Override
        public EventType type() {
            return EventType.FAILED;
        }
    }

    /**
     * The migration is no longer in effect.
     *
     * @param reason the person's reason where a person declared it, or why it follows from another event; otherwise empty
     * @param script the hash by which the text of the scripts is kept that ran, or empty where it is not
     */
    record RolledBack(EventHeader header, Origin origin, Optional<String> reason, Optional<String> script)
            implements LedgerEvent {
        @Override
        public EventType type() {
            return EventType.ROLLED_BACK;
        }
    }

    /**
     * Something is said of the database itself: what environment it is, or that the schema is known as it is now ({@link
     * #snapshot}). Its id, {@link #ENVIRONMENT} or {@link #SCHEMA}, is that of no migration.
     *
     * @param environment what the database is, such as {@code production}; empty where nothing is said of that
     * @param reason why a person says so; empty where none was given
     */
    record Noted(EventHeader header, Optional<String> environment, Optional<String> reason) implements LedgerEvent {
        /** The namespace of what is said of the database itself; no migration is of it. */
        public static final String NAMESPACE = "*";

        /** What is said of the environment. */
        public static final MigrationId ENVIRONMENT = MigrationId.of(NAMESPACE, "environment");

        /** What is said of the schema. */
        public static final MigrationId SCHEMA = MigrationId.of(NAMESPACE, "schema");

        @Override
        public EventType type() {
            return EventType.NOTED;
        }

        @Override
        public Origin origin() {
            return Origin.DECLARED;
        }
    }
}
