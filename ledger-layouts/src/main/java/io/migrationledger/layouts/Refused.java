package io.migrationledger.layouts;

import io.migrationledger.Problem;
import io.migrationledger.migration.LayoutMigration;
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
    /** Returns a migration whose script that applies it must not run. */
    static LayoutMigration up(LayoutMigration migration, Problem problem) {
        return migration.running(new Refused(migration.up(), problem));
    }

    /** Returns a migration whose script that takes it back, where it has one, must not run. */
    static LayoutMigration down(LayoutMigration migration, Problem problem) {
        return migration
                .down()
                .map(down -> migration.down(new Refused(down, problem)))
                .orElse(migration);
    }

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
