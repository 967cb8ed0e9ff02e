package io.migrationledger.schema.check;

import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Optional;

/**
 * Something that a check found.
 *
 * @param rule what does not hold
 * @param id the migration, where it is about one
 * @param file the file to look at; the empty string where there is none
 * @param line the line in it, from 1; 0 where none is known
 * @param what what is wrong, in one sentence
 * @param details one line each: differences, the database's words
 * @param next what to do
 */
public record CheckFinding(
        CheckRule rule,
        Optional<MigrationId> id,
        String file,
        int line,
        String what,
        List<String> details,
        String next) {

    /** Makes it immutable. */
    public CheckFinding {
        details = List.copyOf(details);
    }
}
