package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.migration.AfterFailure;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.SqlScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Flyway's callbacks in SQL (<a href="https://documentation.red-gate.com/fd/callback-events-277578915.html">its
 * manual</a>). Those around the whole run are migrations that run in every run, first and last; those around each migration
 * and each statement are a part of it; those on errors are migrations that run after a failure alone. What Flyway alone has
 * a moment for is refused or left out.
 */
final class FlywayCallbacks {
    private static final Pattern NAME = Pattern.compile(
            "(createSchema|beforeConnect|afterConnect|afterVersioned|beforeRepeatables|beforeCreateSchema"
                    + "|(?:before|after)(?:(?:Each)?(?:Migrate|Undo)(?:Statement)?|Clean|Validate|Baseline|Repair|Info)"
                    + "(?:Error|Applied|OperationFinish)?)(?:__(.*))?\\.sql");
    /** Events of commands that the ledger does not have, or that change nothing. */
    private static final Pattern OF_OTHER_COMMANDS =
            Pattern.compile("(?:before|after)(?:Clean|Baseline|Repair|Info).*");

    private static final String STATEMENT_ERROR = "afterEachMigrateStatementError";
    private static final String EACH_ERROR = "afterEachMigrateError";
    private static final String RUN_ERROR = "afterMigrateError";

    private final LayoutContext context;
    private final Map<String, List<LayoutFile>> byEvent = new TreeMap<>();

    FlywayCallbacks(LayoutContext context) {
        this.context = context;
    }

    /** Takes a file, and returns whether it is a callback. */
    boolean take(LayoutFile file) {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            return false;
        }
        String event = name.group(1);
        switch (event) {
            case "beforeMigrate",
                    "afterMigrate",
                    "afterVersioned",
                    "beforeRepeatables",
                    "beforeEachMigrate",
                    "afterEachMigrate",
                    "beforeEachUndo",
                    "afterEachUndo",
                    "beforeEachMigrateStatement",
                    "afterEachMigrateStatement",
                    STATEMENT_ERROR,
                    EACH_ERROR,
                    RUN_ERROR,
                    "beforeEachUndoStatement",
                    "afterEachUndoStatement" ->
                byEvent.computeIfAbsent(event, key -> new ArrayList<>()).add(file);
            default -> notRun(event, file);
        }
        return true;
    }

    private void notRun(String event, LayoutFile file) {
        if (OF_OTHER_COMMANDS.matcher(event).matches()) {
            context.findings()
                    .note(file.location() + " is left out: it is a callback of a command of Flyway that the ledger does"
                            + " not have");
            return;
        }
        context.problem(
                file,
                UNSUPPORTED_FILE,
                "the callback " + event + " of Flyway is not run",
                Advice.of(
                        "Run are beforeMigrate, afterMigrate, afterVersioned, beforeRepeatables, beforeEachMigrate,"
                                + " afterEachMigrate, beforeEachUndo, afterEachUndo, these four with Statement behind,"
                                + " afterMigrateError, afterEachMigrateError and afterEachMigrateStatementError. Leave the file"
                                + " out: ",
                        Action.EXCLUDE.about(file.name()),
                        "."));
    }

    /** Returns a script with what runs before and after each migration around it. */
    SqlScript aroundEach(SqlScript script) {
        return around(script, "Migrate");
    }

    /** Returns a script that takes back with what runs before and after each of these around it. */
    SqlScript aroundEachUndo(SqlScript script) {
        return around(script, "Undo");
    }

    private SqlScript around(SqlScript script, String what) {
        if (byEvent.isEmpty()) {
            return script;
        }
        List<SqlScript> before = scripts("beforeEach" + what);
        List<SqlScript> after = scripts("afterEach" + what);
        List<SqlScript> beforeStatement = scripts("beforeEach" + what + "Statement");
        List<SqlScript> afterStatement = scripts("afterEach" + what + "Statement");
        boolean once = !before.isEmpty() || !after.isEmpty();
        boolean each = !beforeStatement.isEmpty() || !afterStatement.isEmpty();
        if (!once && !each) {
            return script;
        }
        List<SqlScript> all = new ArrayList<>(before);
        all.add(script);
        all.addAll(after);
        Joined joined = new Joined(script, all);
        return each ? new Surrounded(script, joined, before.size(), beforeStatement, afterStatement) : joined;
    }

    private List<SqlScript> scripts(String event) {
        return files(event).stream().map(LayoutFile::script).toList();
    }

    /** Returns the migrations in their order, with the callbacks around the run at their places, and those on errors. */
    List<LayoutMigration> withRun(List<LayoutMigration> versioned, List<LayoutMigration> repeatable) {
        if (byEvent.isEmpty()) {
            return joined(versioned, repeatable);
        }
        List<LayoutMigration> all = new ArrayList<>(aroundRun(versioned, repeatable));
        Set<String> run = names("beforeMigrate", "afterMigrate");
        Set<String> parts = names("afterVersioned", "beforeRepeatables");
        Set<String> once = locations("beforeEachMigrate", "afterEachMigrate");
        Set<String> each = locations("beforeEachMigrateStatement", "afterEachMigrateStatement");
        // As Flyway 13.12 does, whose order this is: see FlywayErrorCallbacksTest.
        onError(
                all,
                STATEMENT_ERROR,
                (failed, at) -> isMigration(failed, run, parts)
                        && at.filter(place -> !once.contains(place.location()) && !each.contains(place.location()))
                                .isPresent());
        onError(
                all,
                EACH_ERROR,
                (failed, at) -> isMigration(failed, run, parts)
                        && at.filter(place -> once.contains(place.location())).isEmpty());
        onError(all, RUN_ERROR, (failed, at) -> !run.contains(failed.value()));
        return all;
    }

    private static boolean isMigration(MigrationId failed, Set<String> run, Set<String> parts) {
        return !run.contains(failed.value()) && !parts.contains(failed.value());
    }

    private void onError(List<LayoutMigration> all, String event, AfterFailure when) {
        for (LayoutFile file : files(event)) {
            context.id(file, idOf(file))
                    .ifPresent(id -> all.add(LayoutMigration.of(id, file.script())
                            .description("callback of Flyway")
                            .afterFailure(when)));
        }
    }

    private Set<String> names(String... events) {
        return Stream.of(events)
                .flatMap(event -> files(event).stream())
                .map(FlywayCallbacks::idOf)
                .collect(Collectors.toSet());
    }

    private Set<String> locations(String... events) {
        return Stream.of(events)
                .flatMap(event -> scripts(event).stream())
                .map(SqlScript::location)
                .collect(Collectors.toSet());
    }

    private List<LayoutMigration> aroundRun(List<LayoutMigration> versioned, List<LayoutMigration> repeatable) {
        boolean nothing =
                byEvent.keySet().stream().allMatch(event -> event.contains("Each") || event.equals(RUN_ERROR));
        if (nothing) {
            return joined(versioned, repeatable);
        }
        List<LayoutMigration> ordered = new ArrayList<>();
        add(ordered, "beforeMigrate");
        ordered.addAll(versioned);
        add(ordered, "afterVersioned");
        add(ordered, "beforeRepeatables");
        ordered.addAll(repeatable);
        add(ordered, "afterMigrate");
        return LayoutMigration.inOrder(ordered);
    }

    /** Returns a migration that is the first on a new database, after what runs before all. */
    LayoutMigration afterBeginning(LayoutMigration first) {
        List<LayoutMigration> before = new ArrayList<>();
        add(before, "beforeMigrate");
        return before.isEmpty()
                ? first
                : first.after(before.get(before.size() - 1).id());
    }

    private static List<LayoutMigration> joined(List<LayoutMigration> versioned, List<LayoutMigration> repeatable) {
        List<LayoutMigration> all = new ArrayList<>(versioned);
        all.addAll(repeatable);
        return all;
    }

    private void add(List<LayoutMigration> ordered, String event) {
        for (LayoutFile file : files(event)) {
            Optional<MigrationId> id = context.id(file, idOf(file));
            id.ifPresent(known -> ordered.add(LayoutMigration.of(known, file.script())
                    .description("callback of Flyway")
                    .always(UUID.randomUUID().toString())));
        }
    }

    private static String idOf(LayoutFile file) {
        return file.name().substring(0, file.name().length() - ".sql".length());
    }

    private List<LayoutFile> files(String event) {
        return byEvent.getOrDefault(event, List.of());
    }
}
