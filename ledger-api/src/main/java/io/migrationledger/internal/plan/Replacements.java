package io.migrationledger.internal.plan;

import static io.migrationledger.ErrorCode.BAD_DIRECTIVE;

import io.migrationledger.Problem;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.VersionedFiles;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scripts that stand for several migrations ({@code -- ledger: replaces=…}), as far as the files alone tell. Whoever
 * requires one of the replaced migrations requires the script that stands for it.
 */
public final class Replacements {
    private final Map<MigrationId, Migration> standsFor = new HashMap<>();
    private final List<Problem> problems;

    private Replacements(List<Problem> problems) {
        this.problems = problems;
    }

    /**
     * Returns the migrations with their requirements as they are once scripts stand for others.
     *
     * @param bases scripts that stand for the first versions on a new database
     * @param problems hears of replaced migrations whose files are here, and of replacements that cannot be
     */
    static List<Migration> applied(List<Migration> migrations, List<Migration> bases, List<Problem> problems) {
        boolean any = false;
        for (Migration migration : migrations) {
            any |= !migration.directives().replaces().isEmpty();
        }
        if (!any) {
            return migrations;
        }
        Replacements replacements = new Replacements(problems);
        migrations.forEach(replacements::read);
        migrations.forEach(replacements::check);
        bases.forEach(replacements::checkBase);
        return migrations.stream().map(replacements::redirected).toList();
    }

    private void read(Migration script) {
        List<MigrationId> replaced = script.directives().replaces();
        if (!replaced.isEmpty() && script.repeatable()) {
            problems.add(problem(
                    script,
                    "a repeatable migration cannot replace others",
                    "Give it a version: that of the last migration that it replaces."));
            return;
        }
        for (MigrationId id : replaced) {
            if (id.compareTo(script.id()) > 0) {
                problems.add(problem(
                        script,
                        "migration " + script.id() + " cannot replace " + id + ", which stands above it",
                        "Give the script the version of the last migration that it replaces."));
            }
            Migration other = standsFor.putIfAbsent(id, script);
            if (other != null) {
                problems.add(problem(
                        script,
                        "migration " + id + " is replaced by " + other.location() + ", too",
                        "Leave it out of one of the two replaces= directives."));
            }
        }
    }

    private void check(Migration migration) {
        if (migration.repeatable() || !migration.directives().replaces().isEmpty()) {
            return;
        }
        Migration script = standsFor.get(migration.id());
        if (script != null) {
            problems.add(VersionedFiles.stillHere(migration.id(), migration.location(), script.location()));
            return;
        }
        standsFor.values().stream()
                .distinct()
                .filter(other -> isInside(migration.id(), other))
                .forEach(other -> problems.add(problem(
                        other,
                        "migration " + migration.id() + " (" + migration.location() + ") stands between those that "
                                + other.id() + " replaces, and is not replaced",
                        "Name it in the replaces= directive and put its statements into the script, or replace fewer"
                                + " migrations: on a new database it would run before those that it followed.")));
    }

    /** A new database runs the base, and would run what it stands for once more with a script that reaches across it. */
    private void checkBase(Migration base) {
        standsFor.values().stream()
                .distinct()
                .filter(script -> isAcross(base.id(), script))
                .forEach(script -> problems.add(problem(
                        script,
                        "on a new database " + base.location() + " runs first, which stands for the versions up to "
                                + base.id().value() + ", and " + script.id() + " replaces some of them, too",
                        "Delete that file, where no database has run it. Or replace the versions above it alone.")));
    }

    private static boolean isAcross(MigrationId base, Migration script) {
        return base.namespace().equals(script.id().namespace())
                && base.compareTo(script.id()) < 0
                && script.directives().replaces().stream().anyMatch(replaced -> replaced.compareTo(base) <= 0);
    }

    private static boolean isInside(MigrationId id, Migration script) {
        return id.isVersion()
                && id.namespace().equals(script.id().namespace())
                && id.compareTo(script.id()) < 0
                && script.directives().replaces().stream().anyMatch(replaced -> replaced.compareTo(id) < 0);
    }

    private Migration redirected(Migration migration) {
        Set<MigrationId> redirected = new LinkedHashSet<>();
        for (MigrationId required : migration.directives().requires()) {
            Migration script = standsFor.get(required);
            MigrationId id = script == null ? required : script.id();
            if (!id.equals(migration.id())) {
                redirected.add(id);
            }
        }
        return migration.requiring(List.copyOf(redirected));
    }

    private static Problem problem(Migration script, String what, String next) {
        return new Problem(BAD_DIRECTIVE, Optional.of(script.id()), script.location() + ": " + what, next);
    }
}
