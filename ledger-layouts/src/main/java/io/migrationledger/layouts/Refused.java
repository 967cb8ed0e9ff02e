package io.migrationledger.layouts;

import io.migrationledger.Problem;
import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A script that says something which cannot be done as its tool does it.
 *
 * @param script the script
 * @param problem what that is
 */
record Refused(SqlScript script, Problem problem) implements SqlScript {
    @Override
    public String location() {
        return script.location();
    }

    @Override
    public Place place(int line) {
        return script.place(line);
    }

    @Override
    public Optional<Problem> refused() {
        return Optional.of(problem);
    }

    @Override
    public InputStream open() throws IOException {
        return script.open();
    }
}
