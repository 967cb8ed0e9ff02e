package io.migrationledger.audit.doctor;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.PlannedMigration;
import io.migrationledger.Problem;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.ValidationException;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.Finding.Level;
import io.migrationledger.spi.Finding.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks whether migrations can run on a database: versions, rights, lock, ledger, clocks, files. It changes nothing but the
 * lock, which it takes for a moment where that is wanted. What it cannot see it notes. Of one use, confined to one thread.
 */
public final class Doctor {
    /** How many problems and migrations are named one by one. */
    private static final int SHOWN = 10;

    private static final int WORDS = 5;

    private final Migrator migrator;
    private final List<Finding> findings = new ArrayList<>();

    /** Looks through this migrator: at its database and at its files. */
    public Doctor(Migrator migrator) {
        this.migrator = migrator;
    }

    /**
     * Returns what was found, by topic.
     *
     * @param tryLock whether the lock is taken for a moment
     * @param files whether there are files to look at
     */
    public List<Finding> examine(boolean tryLock, boolean files) {
        findings.add(
                Finding.ok(Topic.VERSIONS, "Java " + Runtime.version() + " of " + System.getProperty("java.vendor")));
        Set<String> pending = files ? files() : Set.of();
        findings.addAll(migrator.examine(pending, tryLock));
        findings.sort(Comparator.comparing(Finding::topic));
        return List.copyOf(findings);
    }

    /** Returns how the pending statements begin. */
    private Set<String> files() {
        StatusReport status;
        try {
            status = migrator.status();
        } catch (ValidationException e) {
            problems(e.problems());
            return Set.of();
        } catch (LedgerException e) {
            // The database says no: that is found by looking at it.
            findings.add(Finding.note(Topic.FILES, "not compared with the ledger, which could not be read"));
            return Set.of();
        }
        problems(status.problems());
        Map<Standing, List<String>> standings = new EnumMap<>(Standing.class);
        for (StatusReport.Line line : status.lines()) {
            standings
                    .computeIfAbsent(line.standing(), key -> new ArrayList<>())
                    .add(line.id().toString());
        }
        boolean refused = status.problems().stream().anyMatch(problem -> problem.code() == ErrorCode.NOT_EMPTY);
        if (refused) {
            standings.remove(Standing.PENDING); // nothing runs them, and most of them have run
        }
        standings.forEach(this::standing);
        if (status.lines().isEmpty()) {
            findings.add(Finding.note(Topic.FILES, "there are no migrations"));
        }
        return beginnings();
    }

    private void standing(Standing standing, List<String> ids) {
        String word = standing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String all = ids.size() + (ids.size() == 1 ? " migration is " : " migrations are ") + word;
        String named = all + ": " + String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())))
                + (ids.size() > SHOWN ? " and more" : "");
        switch (standing) {
            case APPLIED ->
                findings.add(Finding.ok(
                        Topic.FILES,
                        all.replace(word, "in effect, as " + (ids.size() == 1 ? "its file says" : "their files say"))));
            case PENDING, OUTDATED, ROLLED_BACK ->
                findings.add(Finding.note(
                        Topic.FILES,
                        named,
                        Advice.of("'", Action.MIGRATE, ids.size() == 1 ? "' runs it." : "' runs them.")));
            // Stops no run for good: the one at work ends it, or the next one does, up or down.
            case RUNNING, INTERRUPTED -> findings.add(Finding.note(Topic.FILES, named, howToGoOn()));
            case FUTURE, FORGOTTEN -> findings.add(Finding.note(Topic.FILES, named));
            case FAILED, PART_WAY -> findings.add(Finding.problem(Topic.FILES, named, howToGoOn()));
            // These are among the problems, each with its own advice.
            case CHANGED, MISSING, IN_DOUBT -> findings.add(Finding.note(Topic.FILES, named));
        }
    }

    private static Advice howToGoOn() {
        return Advice.of("'", Action.STATUS, "' says of each how to go on.");
    }

    private void problems(List<Problem> problems) {
        problems.stream()
                .limit(SHOWN)
                .forEach(problem -> findings.add(
                        Finding.problem(Topic.FILES, problem.code().code() + " " + problem.what(), problem.advice())));
        if (problems.size() > SHOWN) {
            findings.add(Finding.problem(
                    Topic.FILES,
                    (problems.size() - SHOWN) + " more problems",
                    Advice.of("'", Action.STATUS, "' shows all.")));
        }
    }

    private Set<String> beginnings() {
        Set<String> beginnings = new TreeSet<>();
        try {
            for (PlannedMigration planned : migrator.plan(MigrateOptions.ALL).migrations()) {
                migrator.statements(planned, statement -> beginnings.add(beginning(statement.text())));
            }
        } catch (LedgerException e) {
            findings.add(Finding.note(
                    Topic.PRIVILEGES, "the rights are not compared with what is pending, which cannot be planned yet"));
            return Set.of();
        }
        return beginnings;
    }

    /** Returns the first words of a statement, in upper case. */
    static String beginning(String statement) {
        StringBuilder words = new StringBuilder();
        int count = 0;
        for (String word : statement.strip().split("[^\\p{L}\\p{N}_]+", WORDS + 1)) {
            if (count == WORDS || word.isEmpty()) {
                break;
            }
            words.append(count == 0 ? "" : " ").append(word.toUpperCase(Locale.ROOT));
            count++;
        }
        return words.toString();
    }

    /** Returns whether a run would stop, or a promise cannot be kept. */
    public static boolean isIll(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.level() == Level.PROBLEM);
    }
}
