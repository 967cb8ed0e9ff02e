package io.migrationledger.schema.drift;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.KnownSchema;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.schema.difference.SchemaChange;
import io.migrationledger.schema.difference.SchemaDifference;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was changed in a schema outside of the ledger since the newest snapshot that it keeps.
 *
 * @param known the event of that snapshot, and what ran after it
 * @param changes from the snapshot to the schema as it is: what was added, removed and changed; empty where nothing was
 * @param then the schema as it is known, without what is ignored
 * @param now the schema as it is, without what is ignored
 * @param unmatched patterns of what is to be ignored that no object of either side meets
 * @param otherSchemas which other schemas of the database hold something, at which nobody looked
 */
public record Drift(
        KnownSchema known,
        List<SchemaChange> changes,
        Snapshot then,
        Snapshot now,
        List<ItemPattern> unmatched,
        List<String> otherSchemas) {
    /** How many migrations an error names. */
    private static final int NAMED = 5;

    /** How often it is looked again where runs end while it looks. */
    private static final int LOOKS = 5;

    /** Copies the lists. */
    public Drift {
        changes = List.copyOf(changes);
        unmatched = List.copyOf(unmatched);
        otherSchemas = List.copyOf(otherSchemas);
    }

    /** Returns product and version of the server when the snapshot was taken. */
    public String serverThen() {
        return then.server();
    }

    /** Returns product and version of the server now: another version may write the same definition in another way. */
    public String serverNow() {
        return now.server();
    }

    /** Returns the statements that undo what was changed; they were tried nowhere. */
    public SchemaScript undo(SchemaWriter writer) {
        return writer.script(now, then);
    }

    /** Returns the statements that do what was changed, for a migration; they were tried nowhere. */
    public SchemaScript follow(SchemaWriter writer) {
        return writer.script(then, now);
    }

    /**
     * Compares the schema with what the ledger knows of it. Takes no lock and changes nothing.
     *
     * @param ignored objects that are left out on both sides
     * @throws LedgerException with code {@link ErrorCode#SCHEMA_NOT_KNOWN} where no snapshot is kept, where the one that is kept
     *     cannot be compared, or where something differs and migrations ran after it, so that the difference may be theirs
     */
    public static Drift of(Ledger ledger, List<ItemPattern> ignored) {
        KnownSchema known = ledger.knownSchema().orElseThrow(Drift::notKept);
        Snapshot read = ledger.snapshot();
        Optional<KnownSchema> again = ledger.knownSchema();
        for (int looks = 1; !again.equals(Optional.of(known)) && looks < LOOKS; looks++) {
            known = again.orElseThrow(Drift::notKept);
            read = ledger.snapshot();
            again = ledger.knownSchema();
        }
        if (!again.equals(Optional.of(known))) {
            known = new KnownSchema(
                    known.event(), known.snapshot(), List.of(known.event().id()));
        }
        Snapshot then = snapshot(known);
        Snapshot now = read;
        Predicate<SchemaItem> leftOut = item -> ignored.stream().anyMatch(pattern -> pattern.test(item));
        Snapshot before = then.without(leftOut);
        Snapshot after = now.without(leftOut);
        List<SchemaChange> changes = SchemaDifference.between(before, after);
        if (!changes.isEmpty() && !known.changedSince().isEmpty()) {
            throw mayBeTheirs(known);
        }
        List<ItemPattern> unmatched = ignored.stream()
                .filter(pattern -> Stream.concat(then.items(), now.items()).noneMatch(pattern))
                .toList();
        return new Drift(known, changes, before, after, unmatched, ledger.otherSchemas());
    }

    private static Snapshot snapshot(KnownSchema known) {
        try {
            return Snapshot.parse(known.snapshot()
                    .snapshot()
                    .orElseThrow(() -> new IllegalArgumentException("what is kept is no snapshot")));
        } catch (IllegalArgumentException e) {
            throw new LedgerException(
                    ErrorCode.SCHEMA_NOT_KNOWN,
                    "the snapshot of event " + known.event().sequence() + " cannot be compared: " + e.getMessage(),
                    LedgerException.NOTHING_CHANGED,
                    Advice.of(
                            "Use a version of Migration Ledger that is at least as new as the one that kept it, or record what"
                                    + " the schema holds now: ",
                            Action.ACCEPT_SCHEMA,
                            "."),
                    e);
        }
    }

    private static LedgerException notKept() {
        return LedgerException.input(
                ErrorCode.SCHEMA_NOT_KNOWN,
                "the ledger keeps no snapshot of the schema yet",
                Advice.of(
                        "Begin with what it holds now: '",
                        Action.ACCEPT_SCHEMA,
                        "'. With keep-snapshots=true each run that changes something keeps one."));
    }

    private static LedgerException mayBeTheirs(KnownSchema known) {
        List<MigrationId> ran = known.changedSince();
        String names = ran.stream().limit(NAMED).map(MigrationId::toString).collect(Collectors.joining(", "));
        return LedgerException.input(
                ErrorCode.SCHEMA_NOT_KNOWN,
                "the schema is not as it was at event " + known.event().sequence()
                        + ", the newest with a snapshot, and "
                        + (ran.size() == 1 ? "migration " + names + " ran" : ran.size() + " migrations ran")
                        + " after it or may have"
                        + (ran.size() == 1 ? "" : " (" + names + (ran.size() > NAMED ? ", …" : "") + ")")
                        + ": the ledger cannot tell their changes from others",
                Advice.of(
                        "Where a run is at work or was interrupted, let '",
                        Action.MIGRATE,
                        "' end first, with keep-snapshots=true. Otherwise look at the schema, and record it as known: '",
                        Action.ACCEPT_SCHEMA,
                        "'."));
    }
}
