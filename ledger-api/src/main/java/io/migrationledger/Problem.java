package io.migrationledger;

import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/**
 * Something that validation found.
 *
 * @param code its stable code
 * @param id the migration, or empty where it is about none or several
 * @param what what is wrong
 * @param advice what to do about it
 */
public record Problem(ErrorCode code, Optional<MigrationId> id, String what, Advice advice) {

    /** Creates a problem about which is to be done what this text says. */
    public Problem(ErrorCode code, Optional<MigrationId> id, String what, String next) {
        this(code, id, what, Advice.of(next));
    }

    /** Returns what to do about it, in the words of this library. */
    public String next() {
        return advice.toString();
    }
}
