package io.migrationledger.audit.report.content;

import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/** Finds the text of a script. Asked for one script after the other, by one thread. */
@FunctionalInterface
public interface ScriptTexts {
    /** Knows none. */
    ScriptTexts NONE = (id, script) -> Optional.empty();

    /**
     * Returns the text.
     *
     * @param script which of the migration's scripts
     * @return empty where none is known that could be it
     */
    Optional<Text> of(MigrationId id, Scripts.Shown script);

    /** Returns those that this one knows, and otherwise those of another. */
    default ScriptTexts or(ScriptTexts other) {
        return (id, script) -> of(id, script).or(() -> other.of(id, script));
    }

    /** How it is known that a text is the one that ran. */
    enum Proof {
        /** The ledger kept it when it ran. */
        KEPT,
        /** It is a file of the checksum that the event names. */
        CHECKSUM,
        /** It is not known: it is what the file says now. */
        NONE
    }

    /**
     * A script.
     *
     * @param text the script; where it is very long, its beginning: then secrets are hidden in it before it is cut
     * @param cut whether the text is only the beginning
     * @param origin where it comes from, as a person would name it: a file, or the ledger
     * @param proof how it is known that it is the one that ran
     */
    record Text(String text, boolean cut, String origin, Proof proof) {}
}
