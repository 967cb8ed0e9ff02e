package io.migrationledger.layouts;

import io.migrationledger.Problem;
import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A script with others that run once before and once after it, and with others that run before and after each of its
 * statements. These come last in the count of lines: each keeps its own lines for errors.
 *
 * @param main the script
 * @param once the script with what runs once around it
 * @param position which of the scripts in {@code once} it is, counted from 0
 * @param beforeEach what runs before each statement of the script
 * @param afterEach what runs after each statement of the script
 */
record Surrounded(SqlScript main, Joined once, int position, List<SqlScript> beforeEach, List<SqlScript> afterEach)
        implements SqlScript {

    @Override
    public String location() {
        return main.location();
    }

    @Override
    public SqlScript own() {
        return main;
    }

    @Override
    public Optional<Problem> refused() {
        return main.refused();
    }

    @Override
    public InputStream open() throws IOException {
        return once.open();
    }

    @Override
    public Optional<Surroundings> surroundings() {
        int first = once.firstLine(position);
        int behind = once.firstLine(once.scripts().size());
        List<Surroundings.At> before = new ArrayList<>();
        for (SqlScript script : beforeEach) {
            before.add(new Surroundings.At(script, behind));
            behind += Joined.lines(script);
        }
        List<Surroundings.At> after = new ArrayList<>();
        for (SqlScript script : afterEach) {
            after.add(new Surroundings.At(script, behind));
            behind += Joined.lines(script);
        }
        return Optional.of(new Surroundings(first, first + Joined.lines(main) - 1, before, after));
    }

    @Override
    public Place place(int line) {
        int behind = once.firstLine(once.scripts().size());
        if (line < behind) {
            return once.place(line);
        }
        List<SqlScript> each = new ArrayList<>(beforeEach);
        each.addAll(afterEach);
        for (SqlScript script : each) {
            int lines = Joined.lines(script);
            if (line < behind + lines) {
                return script.place(line - behind + 1);
            }
            behind += lines;
        }
        return new Place(location(), line);
    }
}
