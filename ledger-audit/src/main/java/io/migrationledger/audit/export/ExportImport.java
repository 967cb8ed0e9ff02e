package io.migrationledger.audit.export;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.Verification;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.spi.SchemaObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts an export into an empty ledger, unchanged: all of it in one transaction, or nothing. */
public final class ExportImport {
    /** How many tables an error names. */
    private static final int NAMED = 5;

    private final Path file;
    private final String name;

    /**
     * Takes an export.
     *
     * @param name what messages call the file
     */
    public ExportImport(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * What an import did.
     *
     * @param events how many events the ledger now has
     * @param head the hash of the newest of them
     * @param doneBefore whether the ledger had just these events already, and nothing was changed
     */
    public record Result(long events, String head, boolean doneBefore) {}

    /**
     * Does what {@link #into(Ledger, Duration, boolean, boolean)} does, and does not trust the schema.
     *
     * @param lockTimeout how long to wait for the lock
     * @param emptySchema whether the events may say that migrations are in effect where the schema holds nothing
     */
    public Result into(Ledger ledger, Duration lockTimeout, boolean emptySchema) {
        return into(ledger, lockTimeout, emptySchema, false);
    }

    /**
     * Verifies the file, takes the ledger's lock, and writes the events.
     *
     * @param lockTimeout how long to wait for the lock
     * @param emptySchema whether the events may say that migrations are in effect where the schema holds nothing
     * @param trustSchema whether the schema may lack tables that migrations made by the events and did not drop: by hand, or in
     *     a way that no script names
     * @throws LedgerException where the file does not verify, is of another kind of database, or does not fit the schema;
     *     where the ledger has other events; then nothing was changed
     */
    public Result into(Ledger ledger, Duration lockTimeout, boolean emptySchema, boolean trustSchema) {
        Content content = content();
        String dialect = ledger.describe().dialect();
        if (!dialect.equals(content.header.dialect())) {
            throw LedgerException.input(
                    ErrorCode.EXPORT_DOES_NOT_FIT,
                    name + " is the ledger of another kind of database: " + content.header.dialect() + ", and this is "
                            + dialect,
                    "What ran there cannot have made this schema. Give the export of the ledger that it was copied from.");
        }
        try (LedgerSession session = ledger.lock(lockTimeout)) {
            Optional<LedgerEvent> head = session.head();
            if (head.isPresent()) {
                return before(head.get(), content);
            }
            check(content, session.schemaObjects(), emptySchema, trustSchema);
            try (ExportReader reader = ExportReader.open(file, name)) {
                long events = session.restore(whole(reader), event -> reader.scripts());
                return new Result(events, reader.verification().head(), false);
            }
        }
    }

    private void check(Content content, List<SchemaObject> schema, boolean emptySchema, boolean trustSchema) {
        if (schema.isEmpty()) {
            if (content.inEffect && !emptySchema) {
                throw nothingThere();
            }
            return;
        }
        List<String> missing = content.tables.missingIn(schema);
        if (!missing.isEmpty() && !trustSchema) {
            throw notThere(missing);
        }
    }

    private record Content(ExportHeader header, long events, String head, boolean inEffect, MadeTables tables) {}

    private Content content() {
        Map<String, AppliedDigest> digests = new HashMap<>();
        try (ExportReader reader = ExportReader.open(file, name)) {
            MadeTables tables = new MadeTables();
            reader.forEachRemaining(event -> {
                digests.put(event.id().namespace(), event.header().appliedDigest());
                tables.add(event);
            });
            Verification found = checked(reader);
            boolean inEffect = digests.values().stream().anyMatch(digest -> !digest.equals(AppliedDigest.EMPTY));
            return new Content(reader.header(), found.events(), found.head(), inEffect, tables);
        }
    }

    /** Gives the events of a file that may be another one by now: it is verified once more, before anything is committed. */
    private Iterator<LedgerEvent> whole(ExportReader reader) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                boolean more = reader.hasNext();
                if (!more) {
                    checked(reader);
                }
                return more;
            }

            @Override
            public LedgerEvent next() {
                return reader.next();
            }
        };
    }

    private Verification checked(ExportReader reader) {
        Verification found = reader.verification();
        found.broken().ifPresent(broken -> {
            throw broken(name, broken);
        });
        return found;
    }

    /** Returns the error of an export that does not verify. */
    public static LedgerException broken(String name, Verification.Broken broken) {
        return new LedgerException(
                ErrorCode.BROKEN_CHAIN,
                name
                        + (broken.sequence() == 0 ? ": " : " is broken at event " + broken.sequence() + ": ")
                        + broken.what(),
                LedgerException.NOTHING_CHANGED,
                "The file was changed or cut off: take the export again from the ledger that it is of.");
    }

    private Result before(LedgerEvent head, Content content) {
        if (head.sequence() == content.events && head.header().hash().equals(content.head)) {
            return new Result(content.events, content.head, true);
        }
        throw LedgerException.input(
                ErrorCode.LEDGER_BEGUN,
                "this ledger has events already, " + head.sequence() + " of them, and they are not those of " + name,
                "An export goes into an empty ledger only. See where the two differ first.");
    }

    private LedgerException notThere(List<String> missing) {
        int more = missing.size() - NAMED;
        return LedgerException.input(
                ErrorCode.EXPORT_DOES_NOT_FIT,
                "by " + name + " migrations made "
                        + String.join(", ", missing.subList(0, Math.min(NAMED, missing.size())))
                        + (more > 0 ? " and " + more + " more" : "") + ", and this schema does not have "
                        + (missing.size() == 1 ? "it" : "them"),
                Advice.of(
                        "Check that this is the right database and schema, and of the same age as the export: after the"
                                + " import, '",
                        Action.MIGRATE,
                        "' would not make them here. If they went by other means than a migration, say so: ",
                        Action.TRUST_SCHEMA,
                        "."));
    }

    private LedgerException nothingThere() {
        return LedgerException.input(
                ErrorCode.EXPORT_DOES_NOT_FIT,
                "by " + name + " migrations are in effect, and this schema holds nothing",
                Advice.of(
                        "Check that this is the right database and schema: after the import, '",
                        Action.MIGRATE,
                        "' would not run them here. If they really leave nothing behind, say so: ",
                        Action.EMPTY_SCHEMA,
                        "."));
    }
}
