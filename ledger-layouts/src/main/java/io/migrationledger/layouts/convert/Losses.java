package io.migrationledger.layouts.convert;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.Problem;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Precondition;
import io.migrationledger.migration.SqlScript;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a person should know of a new directory: what is the same for these migrations, and will not be for the next. */
final class Losses {
    private Losses() {}

    /** Returns what the ledger's own layout has no words for. */
    static List<Problem> impossible(Reading reading) {
        Set<Problem> problems = new LinkedHashSet<>();
        for (MigrationId id : reading.order()) {
            reading.each(id).forEach(migration -> migration(migration, problems));
        }
        reading.bases().values().forEach(base -> script(base, base.up(), problems));
        return List.copyOf(problems);
    }

    private static void migration(Migration migration, Set<Problem> problems) {
        if (migration.afterFailure().isPresent()) {
            problems.add(impossible(migration.location(), "runs after a failure"));
        }
        if (migration.passing() != Precondition.Passing.NEVER) {
            problems.add(ofMigration(migration, "a run passes over it where it fails"));
        }
        migration.conflicts().forEach(other -> problems.add(ofMigration(migration, "it conflicts with " + other)));
        script(migration, migration.up(), problems);
        migration.down().ifPresent(down -> script(migration, down, problems));
    }

    private static void script(Migration migration, MigrationBody body, Set<Problem> problems) {
        if (!(body instanceof MigrationBody.Script known)) {
            return;
        }
        SqlScript script = known.script();
        script.surroundings()
                .ifPresent(around -> Stream.of(around.before(), around.after())
                        .flatMap(List::stream)
                        .forEach(one ->
                                problems.add(impossible(one.script().location(), "runs around each statement"))));
        if (!script.preconditions().isEmpty()) {
            problems.add(ofMigration(migration, "it has preconditions"));
        }
        if (!script.values().isEmpty() && ScriptText.hasPlaceholders(script)) {
            problems.add(ofMigration(migration, "its file gives values to placeholders"));
        }
    }

    private static Problem ofMigration(Migration migration, String what) {
        return new Problem(
                ErrorCode.UNSUPPORTED_FILE,
                Optional.of(migration.id()),
                migration.location() + ": migration " + migration.id() + " cannot be converted: " + what
                        + ", which the ledger's own layout has no words for",
                "Leave the directory as it is: the ledger reads it.");
    }

    private static Problem impossible(String location, String what) {
        String name = location.substring(location.lastIndexOf('/') + 1);
        return new Problem(
                ErrorCode.UNSUPPORTED_FILE,
                Optional.empty(),
                location + " cannot be converted: it " + what + ", which the ledger's own layout has no words for",
                Advice.of(
                        "Leave the directory as it is: the ledger reads it. Or convert it without this file: ",
                        Action.EXCLUDE.about(name),
                        "."));
    }

    static List<String> of(Reading reading, String tool) {
        List<String> notes = new ArrayList<>();
        int joined = 0;
        int refused = 0;
        for (MigrationId id : reading.order()) {
            List<SqlScript> ups = reading.each(id).stream()
                    .map(Migration::up)
                    .filter(MigrationBody.Script.class::isInstance)
                    .map(up -> ((MigrationBody.Script) up).script())
                    .toList();
            joined += ups.stream().allMatch(up -> up.own().equals(up)) ? 0 : 1;
            refused += ups.stream().anyMatch(up -> up.refused().isPresent()) ? 1 : 0;
        }
        if (joined > 0) {
            notes.add(
                    tool.equals("sqitch")
                            ? "the verify scripts of " + joined
                                    + " changes are now in their new scripts. A new migration has no verify script"
                            : "what ran before and after each migration is now in the scripts of " + joined
                                    + " migrations. It will not run around a new migration");
        }
        if (refused > 0) {
            notes.add(
                    refused + " of them will be refused where they have not run, as before: see 'refused=' in the files"
                            + " beside them");
        }
        boolean placeholders = tool.equals("flyway") || tool.equals("liquibase");
        if (!placeholders) {
            notes.add("the ledger replaces ${name} in new scripts. Where it is to stay as it is, write"
                    + " '-- ledger: placeholders=none'. The converted scripts stay as they are");
        }
        return notes;
    }
}
