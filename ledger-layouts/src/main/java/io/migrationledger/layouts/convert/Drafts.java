package io.migrationledger.layouts.convert;

import io.migrationledger.ErrorCode;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.migration.SqlScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a new directory, read back and completed until each database finds the same in them. */
final class Drafts {
    private final Reading reading;
    private final String namespace;
    private final Map<String, Draft> byPath = new LinkedHashMap<>();

    Drafts(Reading reading, String namespace) {
        this.reading = reading;
        this.namespace = namespace;
        FileNames names = new FileNames(reading);
        for (MigrationId id : reading.order()) {
            ups(id, names);
            downs(id, names);
        }
        reading.bases().values().forEach(base -> base(base, names));
    }

    private void ups(MigrationId id, FileNames names) {
        List<Optional<String>> texts = new ArrayList<>();
        for (int i = 0; i < Reading.DATABASES.size(); i++) {
            texts.add(Optional.ofNullable(reading.of(i).get(id)).map(Drafts::up));
        }
        boolean filtered = !reading.any(id).directives().only().isEmpty();
        for (Variants.File file : Variants.of(texts, filtered)) {
            Migration migration = reading.migration(file.reading(), id);
            ScriptText text = ScriptText.up(migration, reading.isAlways(id));
            Draft draft = add(names.path(id), file.ending() + ".sql", text, file, id);
            if (reading.isAlways(id)) {
                draft.set("runs", "always");
            } else if (migration.repeatable() && !draft.path().contains("R__")) {
                draft.set("runs", "on-change");
            }
            refused(draft, migration.up());
            standIn(draft);
        }
    }

    private void downs(MigrationId id, FileNames names) {
        List<Optional<String>> texts = new ArrayList<>();
        for (int i = 0; i < Reading.DATABASES.size(); i++) {
            texts.add(Optional.ofNullable(reading.of(i).get(id))
                    .flatMap(Migration::down)
                    .map(Drafts::text));
        }
        boolean filtered = !reading.any(id).directives().only().isEmpty();
        for (Variants.File file :
                texts.stream().allMatch(Optional::isEmpty) ? List.<Variants.File>of() : Variants.of(texts, filtered)) {
            Migration migration = reading.migration(file.reading(), id);
            ScriptText text = ScriptText.down(migration).orElseThrow();
            Draft draft = add(names.path(id), ".down" + file.ending() + ".sql", text, file, id);
            migration.down().ifPresent(body -> refused(draft, body));
        }
    }

    private void base(Migration base, FileNames names) {
        ScriptText text = ScriptText.up(base, false);
        Draft draft = new Draft(names.ofBase(base) + ".sql", text);
        draft.set("runs", "base");
        standIn(draft);
        byPath.put(draft.path(), draft);
    }

    private Draft add(String stem, String ending, ScriptText text, Variants.File file, MigrationId id) {
        String path = stem + ending;
        Draft draft = new Draft(path, text);
        if (!file.databases().isEmpty()) {
            draft.set("databases", file.databases());
        }
        if (!namedBy(stem).filter(id::equals).isPresent()) {
            draft.set("id", id.value());
        }
        byPath.put(path, draft);
        return draft;
    }

    /** Returns the id that the ledger's own layout reads in a file's name. */
    private Optional<MigrationId> namedBy(String stem) {
        LayoutFile file = new LayoutFile(stem + ".sql", NOTHING);
        return Migrations.files(namespace, "", List.of(file)).layout("ledger").migrations(List.of()).stream()
                .map(Migration::id)
                .findFirst();
    }

    private static void standIn(Draft draft) {
        draft.script()
                .standsFor()
                .ifPresent(checksum -> draft.set(
                        "checksum",
                        checksum + " of " + Migrations.checksum(draft.script().text())));
    }

    private static void refused(Draft draft, MigrationBody body) {
        if (body instanceof MigrationBody.Script script) {
            script.script().refused().ifPresent(why -> draft.set("refused", Choices.refusal(why)));
        }
    }

    private static String up(Migration migration) {
        return text(migration.up());
    }

    private static String text(MigrationBody body) {
        return Migrations.checksum(((MigrationBody.Script) body).script());
    }

    /**
     * Returns the files.
     *
     * @throws ValidationException where a migration would not be the same
     */
    List<ConvertedFile> written() {
        List<Problem> problems = new ArrayList<>();
        // What is said of an up script holds for its down script, too: so that comes first.
        for (Difference.Part part : Difference.Part.values()) {
            for (int i = 0; i < Reading.DATABASES.size(); i++) {
                if (reading.isToCompare(i)) {
                    compare(i, part, problems);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ValidationException(problems.stream().distinct().toList());
        }
        return files();
    }

    private List<ConvertedFile> files() {
        return byPath.values().stream().flatMap(draft -> draft.files().stream()).toList();
    }

    private void compare(int database, Difference.Part part, List<Problem> problems) {
        Map<MigrationId, Migration> wanted = new LinkedHashMap<>(reading.of(database));
        Map<MigrationId, Migration> bases = new LinkedHashMap<>(reading.bases());
        for (Migration found : Migrations.files(
                        namespace, "", files().stream().map(Draft::listed).toList())
                .layout("ledger")
                .migrations(Reading.DATABASES.get(database))) {
            Migration before = (found.base() ? bases : wanted).remove(found.id());
            if (before == null) {
                problems.add(problem(found, "would be there for another kind of database, too"));
            } else {
                new Difference(before, found, byPath, reading.isAlways(found.id()))
                        .settle(part)
                        .filter(difference -> part == Difference.Part.CHECK)
                        .ifPresent(difference -> problems.add(problem(before, difference)));
            }
        }
        wanted.values().forEach(lost -> problems.add(problem(lost, "would be missing for a kind of database")));
    }

    private static Problem problem(Migration migration, String what) {
        return new Problem(
                ErrorCode.UNSUPPORTED_FILE,
                Optional.of(migration.id()),
                migration.location() + ": migration " + migration.id() + " cannot be converted: " + what,
                "Leave the directory as it is: the ledger reads it. Please report what stands in this file.");
    }

    private static final SqlScript NOTHING = new SqlScript() {
        @Override
        public String location() {
            return "";
        }

        @Override
        public java.io.InputStream open() {
            return java.io.InputStream.nullInputStream();
        }
    };
}
