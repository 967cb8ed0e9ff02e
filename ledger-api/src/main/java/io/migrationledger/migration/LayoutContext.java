package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.BAD_NAME;

import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * What a layout reads for.
 *
 * @param namespace the namespace of its migrations
 * @param dialects the names of this database in file names, the most specific first
 * @param findings hears what is wrong and what a person should know
 */
public record LayoutContext(String namespace, List<String> dialects, Findings findings) {

    /** Tells of a problem with a file. */
    public void problem(LayoutFile file, ErrorCode code, String what, String next) {
        problem(file, code, what, Advice.of(next));
    }

    /** Tells of a problem with a file; what a person can do names actions. */
    public void problem(LayoutFile file, ErrorCode code, String what, Advice next) {
        findings.problem(file.problem(code, what, next));
    }

    /** Returns the id of a file's migration, or empty where it cannot be one, which is told as a problem. */
    public Optional<MigrationId> id(LayoutFile file, String value) {
        if (MigrationId.isAllowed(value)) {
            return Optional.of(MigrationId.of(namespace, value));
        }
        problem(file, BAD_NAME, "'" + value + "' cannot be a migration's id", "Rename the file.");
        return Optional.empty();
    }
}
