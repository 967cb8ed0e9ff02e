package io.migrationledger.layouts;

import io.migrationledger.migration.Precondition;
import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * What a changeset of Liquibase runs, in one direction.
 *
 * @param part the statements, with the queries of preconditions before them
 * @param statements the statements alone
 * @param preconditions the preconditions by their lines
 * @param values what {@code --property} lines say
 */
record ChangesetScript(Part part, Part statements, Map<Integer, Precondition> preconditions, Map<String, String> values)
        implements SqlScript {

    /** Returns a script without preconditions. */
    static SqlScript of(Part part, Map<String, String> values) {
        return values.isEmpty() ? part : new ChangesetScript(part, part, Map.of(), values);
    }

    /** Returns what applies a changeset. */
    static SqlScript applying(Changeset changeset, SqlScript file, Map<String, String> values) {
        Part statements = Part.of(file, changeset.opening() + 1, changeset.last(), changeset::applies);
        if (changeset.preconditions().isEmpty()) {
            return of(statements, values);
        }
        Part all = Part.of(file, changeset.opening() + 1, changeset.last(), changeset::asksAndApplies);
        return new ChangesetScript(all, statements, changeset.preconditions(), values);
    }

    @Override
    public String location() {
        return part.location();
    }

    @Override
    public SqlScript own() {
        return preconditions.isEmpty() ? this : of(statements, values);
    }

    @Override
    public InputStream open() throws IOException {
        return part.open();
    }
}
