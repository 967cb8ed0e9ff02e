package io.migrationledger.internal.plan;

import static io.migrationledger.ErrorCode.MISSING_FILE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Problem;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is in effect and has no file here. Above the highest file a newer version of the program has run, as during a
 * deployment step by step; between the files, or where most are gone, something was lost.
 */
public final class MissingFiles {
    /** From this many on, more missing than present is no older version of the program but a directory that lost files. */
    private static final int MANY = 3;

    private static final int SHOWN = 10;

    private final Map<String, MigrationId> highestLocal;
    private final boolean ignored;
    private final Map<String, Integer> present = new HashMap<>();
    private final Map<String, List<MigrationState>> missing = new TreeMap<>();

    /**
     * Begins.
     *
     * @param highestLocal the highest versioned migration of each namespace that has a file
     * @param ignored whether what is missing stops nothing
     */
    MissingFiles(Map<String, MigrationId> highestLocal, boolean ignored) {
        this.highestLocal = highestLocal;
        this.ignored = ignored;
    }

    /** Notes a versioned migration that is in effect and has its file. */
    void present(MigrationState state) {
        present.merge(state.id().namespace(), 1, Integer::sum);
    }

    /** Notes a versioned migration that is in effect and has no file. */
    void missing(MigrationState state) {
        missing.computeIfAbsent(state.id().namespace(), namespace -> new ArrayList<>())
                .add(state);
    }

    /** Adds what is to be said of all that were noted. */
    void report(List<Problem> problems, List<String> notes) {
        missing.forEach((namespace, states) -> {
            states.sort(Comparator.comparing(MigrationState::id));
            int here = present.getOrDefault(namespace, 0);
            boolean most =
                    here == 0 && highestLocal.get(namespace) == null || states.size() >= MANY && states.size() > here;
            if (ignored) {
                notes.add(files(states) + " (" + names(states) + "), which is ignored");
            } else if (most) {
                problems.add(lost(namespace, states, here));
            } else {
                states.forEach(state -> report(state, problems, notes));
            }
        });
    }

    private void report(MigrationState state, List<Problem> problems, List<String> notes) {
        MigrationId id = state.id();
        MigrationId highest = highestLocal.get(id.namespace());
        if (highest == null || id.compareTo(highest) > 0) {
            notes.add("migration " + id + " is in effect and newer than any file here: "
                    + "a newer version of the program has run against this database, or its file was deleted");
        } else {
            problems.add(new Problem(
                    MISSING_FILE,
                    Optional.of(id),
                    "migration " + id + description(state) + " is in effect and its file is gone",
                    Advice.of(
                            "Restore the file; a migration that is in effect is undone with '",
                            Action.ROLLBACK,
                            "', not by deleting it. Where the file is gone for good, '",
                            Action.FORGET.about(id),
                            "'; where it is on another branch, ",
                            Action.IGNORE_MISSING,
                            "; where it is a class, name the list that has it: ",
                            Action.REGISTRY,
                            ".")));
        }
    }

    private static Problem lost(String namespace, List<MigrationState> states, int here) {
        return new Problem(
                MISSING_FILE,
                Optional.empty(),
                files(states) + (here == 0 ? "" : ", and only " + here + (here == 1 ? " has one" : " have one"))
                        + " (namespace " + namespace + "): " + names(states),
                Advice.of(
                        "Check that this is the right directory, and that its files are complete. Where that is meant, '",
                        Action.FORGET,
                        "' takes those out of account that are gone for good, and ",
                        Action.IGNORE_MISSING,
                        " those of another branch."));
    }

    private static String files(List<MigrationState> states) {
        return states.size() == 1
                ? "1 migration is in effect and its file is not here"
                : states.size() + " migrations are in effect and their files are not here";
    }

    private static String names(List<MigrationState> states) {
        List<String> names = new ArrayList<>();
        states.stream().limit(SHOWN).forEach(state -> names.add(state.id().toString()));
        int more = states.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String description(MigrationState state) {
        String text = state.inEffect().map(LedgerEvent.Applied::description).orElse("");
        return text.isEmpty() ? "" : " (" + text + ")";
    }
}
