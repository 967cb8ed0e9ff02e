package io.migrationledger.internal.plan;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.internal.script.Preparation;
import io.migrationledger.migration.Findings;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the sources hold, read once.
 *
 * @param namespaces the namespaces that the sources are for, with a migration in them or without
 * @param ordered the migrations in the order in which they run; where there are problems, those that can be used
 * @param problems everything that is wrong with the sources
 * @param notes what a person should know and that stops nothing
 * @param bases scripts that stand for the first versions on a new database; not among the ordered ones
 * @param afterFailure what runs only after failures, in the order in which it runs then; not among the ordered ones
 * @param passedOver bases that do not run before another tool's history is taken over, whatever this database has
 */
public record LocalMigrations(
        Set<String> namespaces,
        List<Migration> ordered,
        List<Problem> problems,
        List<String> notes,
        List<Migration> bases,
        List<Migration> afterFailure,
        List<Migration> passedOver) {

    /** Reads all sources. */
    public static LocalMigrations read(List<MigrationSource> sources, List<String> fileVariants) {
        Heard heard = new Heard();
        List<Migration> all = new ArrayList<>();
        Set<String> namespaces = new LinkedHashSet<>();
        for (MigrationSource source : sources) {
            namespaces.addAll(source.namespaces());
            all.addAll(source.migrations(fileVariants, heard));
        }
        List<Migration> usual = new ArrayList<>(all.size());
        List<Migration> bases = new ArrayList<>();
        List<Migration> afterFailure = new ArrayList<>();
        for (Migration migration : all) {
            namespaces.add(migration.id().namespace());
            if (migration.base()) {
                bases.add(migration);
            } else if (migration.afterFailure().isPresent()) {
                afterFailure.add(migration);
            } else {
                usual.add(migration);
            }
        }
        checkNamespaces(namespaces, heard.problems);
        List<Migration> ordered = MigrationOrder.of(Replacements.applied(usual, bases, heard.problems), heard.problems);
        return new LocalMigrations(
                namespaces,
                ordered,
                heard.problems,
                heard.notes(ordered),
                bases,
                once(afterFailure, heard.problems),
                List.of());
    }

    private static void checkNamespaces(Set<String> namespaces, List<Problem> problems) {
        if (namespaces.contains(LedgerEvent.Noted.NAMESPACE)) {
            problems.add(new Problem(
                    ErrorCode.BAD_OPTION,
                    Optional.empty(),
                    "the namespace '" + LedgerEvent.Noted.NAMESPACE + "' is the ledger's own",
                    "Give the migrations another namespace."));
        }
    }

    /** Returns those of different ids, in the same order. */
    private static List<Migration> once(List<Migration> migrations, List<Problem> problems) {
        if (migrations.isEmpty()) {
            return migrations;
        }
        Set<Migration> kept = new HashSet<>(MigrationOrder.of(migrations, problems));
        return migrations.stream().filter(kept::contains).toList();
    }

    /** Returns what there is to run on a database in this state: with a base, or with the versions that it stands for. */
    public LocalMigrations on(LedgerState state) {
        if (bases.isEmpty()) {
            return this;
        }
        List<Migration> here = MigrationOrder.of(new Bases(bases, ordered).on(state), problems);
        return new LocalMigrations(namespaces, here, problems, notes, List.of(), afterFailure, List.of());
    }

    /** Returns it with none of the bases. */
    public LocalMigrations withoutBases() {
        return bases.isEmpty()
                ? this
                : new LocalMigrations(namespaces, ordered, problems, notes, List.of(), afterFailure, bases);
    }

    /** Returns it with the bases that were passed over: a history has been taken over, and tells which of them count. */
    public LocalMigrations withBases() {
        return passedOver.isEmpty()
                ? this
                : new LocalMigrations(namespaces, ordered, problems, notes, passedOver, afterFailure, List.of());
    }

    /** Returns what another tool's history is compared with: the bases last. */
    public List<Migration> forHistories() {
        return Stream.concat(ordered.stream(), passedOver.stream()).toList();
    }

    /** Returns what runs after a failure among these migrations, which are not counted themselves. */
    public List<Migration> afterFailureBut(List<Migration> toRun) {
        return afterFailure.stream()
                .filter(migration -> !toRun.contains(migration))
                .toList();
    }

    /**
     * Returns whether there is no script at all: no directory, or one of a tool whose migrations are code. Another tool's
     * history can be taken over all the same where it asks for no file.
     */
    public boolean isWithoutScripts() {
        return ordered.isEmpty()
                && bases.isEmpty()
                && !problems.isEmpty()
                && problems.stream()
                        .map(Problem::code)
                        .allMatch(code -> code == ErrorCode.MISSING_DIRECTORY || code == ErrorCode.UNSUPPORTED_FILE);
    }

    /** @throws LedgerException where no source has this migration */
    public void checkKnown(MigrationId id) {
        if (ordered.stream().noneMatch(migration -> migration.id().equals(id))) {
            throw LedgerException.input(
                    ErrorCode.UNKNOWN_MIGRATION,
                    "no migration here has the id " + id,
                    Advice.of("See '", Action.STATUS, "' for the ids."));
        }
    }

    /** Returns the highest versioned migration of each namespace that has one. */
    public Map<String, MigrationId> highest() {
        Map<String, MigrationId> highest = new HashMap<>();
        for (Migration migration : ordered) {
            if (!migration.repeatable()) {
                highest.merge(migration.id().namespace(), migration.id(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
        }
        return highest;
    }

    /** Collects what the sources tell. */
    private static final class Heard implements Findings {
        private final List<Problem> problems = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final Map<MigrationId, String> notRun = new LinkedHashMap<>();

        @Override
        public void problem(Problem problem) {
            problems.add(problem);
        }

        @Override
        public void note(String text) {
            notes.add(text);
        }

        @Override
        public void notRun(MigrationId id, String location) {
            notRun.putIfAbsent(id, location);
        }

        List<String> notes(List<Migration> migrations) {
            if (!notRun.isEmpty()) {
                Set<MigrationId> known = new HashSet<>();
                migrations.forEach(migration -> known.add(migration.id()));
                notRun.keySet().removeAll(known);
            }
            if (!notRun.isEmpty()) {
                notes.add(Preparation.names(List.copyOf(notRun.values()))
                        + (notRun.size() == 1 ? " looks like a migration" : " look like migrations")
                        + " in code, which is not run: hand it over as a JavaMigration, or write it in SQL");
            }
            return notes;
        }
    }
}
