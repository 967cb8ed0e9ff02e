package io.migrationledger.audit.report.content;

import io.migrationledger.event.Direction;
import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/** Finds the text of a script as it ran. Asked for one script after the other, by one thread. */
@FunctionalInterface
public interface ScriptTexts {
    /** Knows none. */
    ScriptTexts NONE = (id, direction, checksum) -> Optional.empty();

    /**
     * Returns the text.
     *
     * @param direction which of the migration's scripts
     * @param checksum that of the migration, as the event has it
     * @return empty where no script with this checksum is known
     */
    Optional<Text> of(MigrationId id, Direction direction, String checksum);

    /** Returns those that this one knows, and otherwise those of another. */
    default ScriptTexts or(ScriptTexts other) {
        return (id, direction, checksum) -> of(id, direction, checksum).or(() -> other.of(id, direction, checksum));
    }

    /**
     * A script.
     *
     * @param text the script; where it is very long, its beginning: then secrets are hidden in it before it is cut
     * @param cut whether the text is only the beginning
     * @param origin where it comes from, as a person would name it: a file, or the ledger
     */
    record Text(String text, boolean cut, String origin) {}
}
