package io.migrationledger.adopt;

import io.migrationledger.Action;
import io.migrationledger.AdoptResult.Effect;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.Problem;
import io.migrationledger.adopt.ForeignRow.State;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Adopted.FileCheck;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Sha256;
import io.migrationledger.spi.Adoption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares a history with the files: what is to be recorded of each row, and what becomes of files without a row. */
final class Matching {
    private static final int MAX_CHECKSUM = 64;

    private final HistoryReader reader;
    private final String table;
    private final Locals locals;
    private final Optional<String> acceptEdited;
    private final List<Adoption.Item> items = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    /** What counts as in effect so far. */
    private final Set<MigrationId> inEffect = new LinkedHashSet<>();

    private final Set<MigrationId> named = new LinkedHashSet<>();
    private int withFile;
    private int withoutFile;

    Matching(HistoryReader reader, String table, Locals locals, Optional<String> acceptEdited) {
        this.reader = reader;
        this.table = table;
        this.locals = locals;
        this.acceptEdited = acceptEdited;
    }

    /** A row, the file that it is about, what that is called here, and whether no file is to be expected here. */
    private record Match(ForeignRow row, Optional<Migration> file, Optional<MigrationId> id, boolean code) {}

    Adoption adoption(List<ForeignRow> rows) {
        List<Match> matches = rows.stream().map(this::match).toList();
        Map<MigrationId, Match> last = new HashMap<>();
        for (Match match : matches) {
            if (match.row().state() != State.OTHER) {
                match.id().ifPresent(id -> last.put(id, match));
            }
        }
        for (Match match : matches) {
            add(match, match.id().filter(id -> last.get(id) == match).isPresent());
        }
        pending();
        if (withFile == 0 && withoutFile > 0) {
            problems.add(nothingHere());
        }
        List<Match> meant = matches.stream()
                .filter(match -> match.row().state() != State.OTHER)
                .toList();
        return new Adoption(
                reader.tool(),
                reader.product(),
                table,
                List.copyOf(items),
                List.copyOf(problems),
                reader.notes(),
                !meant.isEmpty() && meant.stream().allMatch(Match::code));
    }

    private Match match(ForeignRow row) {
        if (locals.isOfAnotherProject(row)) {
            return elsewhere(row);
        }
        List<String> ids = reader.ids(row);
        Optional<Migration> file = locals.first(ids, reader.names(row)).or(() -> base(row, ids));
        boolean code = file.isEmpty() && reader.isCode(row);
        String namespace = code ? reader.namespace(row) : locals.namespace();
        Optional<MigrationId> id = file.map(Migration::id)
                .or(() -> Stream.concat(ids.stream(), Stream.of(row.key()))
                        .filter(MigrationId::isAllowed)
                        .map(text -> MigrationId.of(namespace, text))
                        .findFirst());
        return new Match(row, file, id, code);
    }

    private Optional<Migration> base(ForeignRow row, List<String> ids) {
        return switch (row.state()) {
            // A version that is gone may have had the base's number: what ran has to be the base.
            case APPLIED, FAILED ->
                locals.base(ids).filter(base -> reader.compare(row, locals.file(base)) != FileCheck.EDITED);
            // Where files below it are here, the row is about these.
            case BASELINE -> locals.base(ids).filter(base -> !locals.isAnyBelow(base.id()));
            default -> Optional.empty();
        };
    }

    /** What another project ran is in effect in a namespace of its own, whatever this one calls its migrations. */
    private Match elsewhere(ForeignRow row) {
        String namespace = reader.namespace(row);
        return new Match(
                row.said().isEmpty()
                        ? row.saying("taken over by its name alone: it is of another project, " + namespace)
                        : row,
                Optional.empty(),
                Optional.of(row.key()).filter(MigrationId::isAllowed).map(text -> MigrationId.of(namespace, text)),
                true);
    }

    private void add(Match match, boolean last) {
        ForeignRow row = match.row();
        if (row.state() == State.OTHER || match.id().isEmpty()) {
            items.add(item(Effect.LEFT_OUT, match, "", FileCheck.ABSENT, row.said()));
            return;
        }
        MigrationId id = match.id().get();
        named.add(id);
        switch (row.state()) {
            case APPLIED -> {
                if (isBase(match) && locals.isAnyBelow(id)) {
                    standsFor(match, id);
                } else {
                    applied(match, id, last);
                }
            }
            case FAILED -> failed(match, id, last);
            case UNDONE -> taken(Effect.ROLLED_BACK, match, id, reader.product() + " undid it");
            case DELETED -> taken(Effect.FORGOTTEN, match, id, reader.product() + " says that its script is gone");
            case BASELINE -> {
                if (isBase(match)) {
                    applied(match, id, last);
                } else {
                    covered(match, id, true);
                }
            }
            default -> covered(match, id, row.state() != State.BELOW);
        }
    }

    private static boolean isBase(Match match) {
        return match.file().filter(Migration::base).isPresent();
    }

    /** What the tool made with a base is what the files below it make: these are recorded, as where each has run. */
    private void standsFor(Match match, MigrationId id) {
        items.add(item(Effect.LEFT_OUT, match, "", check(match), "stands for the files below it, which are in effect"));
        ForeignRow row = match.row().saying("covered by the checkpoint " + id.value());
        covered(new Match(row, Optional.empty(), match.id(), false), id, false);
    }

    private void applied(Match match, MigrationId id, boolean last) {
        FileCheck check = check(match);
        boolean again = runsAgain(match, check);
        boolean ours = !again && (check == FileCheck.EQUAL || check == FileCheck.UNKNOWN);
        Migration file = match.file().orElse(null);
        items.add(item(
                Effect.ADOPTED,
                match,
                ours ? checksum(match) : foreignChecksum(match.row()),
                check,
                said(match, check, again)));
        inEffect.add(id);
        if (match.code()) {
            return;
        }
        if (file != null) {
            withFile++;
            if (last && check == FileCheck.EDITED && !file.repeatable()) {
                edited(match, file);
            }
            return;
        }
        withoutFile++;
        if (last && !isNewer(id)) {
            items.add(follow(Effect.FORGOTTEN, match, "", "its file is not here"));
            inEffect.remove(id);
        }
    }

    /** What may run again does, where it was edited, and where nobody can tell: an edit must not be lost. */
    private static boolean runsAgain(Match match, FileCheck check) {
        boolean mayBeEdited = check == FileCheck.EDITED
                || check == FileCheck.UNKNOWN && match.row().checksum().isPresent();
        return mayBeEdited && match.file().filter(Migration::repeatable).isPresent();
    }

    private String said(Match match, FileCheck check, boolean again) {
        String said = match.row().said();
        if (!said.isEmpty()) {
            return said;
        }
        if (match.code()) {
            return "taken over by its name alone: it is code, and not SQL";
        }
        if (match.file().isEmpty()) {
            return "newer than any file here: a newer version of the program has run";
        }
        if (!again) {
            return "";
        }
        return check == FileCheck.EDITED
                ? "edited since; it runs again"
                : "cannot be compared with the file; it runs again";
    }

    private void edited(Match match, Migration file) {
        if (acceptEdited.isPresent()) {
            items.add(follow(Effect.ACCEPTED, match, file.checksum(), acceptEdited.get()));
            return;
        }
        String then = Optional.ofNullable(match.row().beside().get(ForeignRow.CHECKSUM))
                .or(match.row()::checksum)
                .orElse("");
        String now =
                reader.checksum(locals.file(file)).map(sum -> ", now " + sum).orElse("");
        items.add(follow(Effect.EDITED, match, "", "checksum then " + then + now));
        problems.add(new Problem(
                ErrorCode.EDITED,
                Optional.of(file.id()),
                file.location() + ": migration " + file.id() + " was edited after " + reader.product()
                        + " had applied it (checksum then " + then + now + ")",
                Advice.of(
                        "Restore the file; or, if the edit changes nothing that matters, accept it: ",
                        Action.ADOPT_EDITED,
                        ".")));
    }

    private FileCheck check(Match match) {
        if (match.file().isEmpty()) {
            return FileCheck.ABSENT;
        }
        return reader.compare(match.row(), locals.file(match.file().get()));
    }

    private static String checksum(Match match) {
        return match.file().map(Migration::checksum).orElse("");
    }

    private void failed(Match match, MigrationId id, boolean last) {
        if (!last) {
            items.add(item(
                    Effect.LEFT_OUT,
                    match,
                    "",
                    check(match),
                    "an attempt that failed, and was followed by another one"));
            return;
        }
        if (match.file().isPresent()) {
            withFile++;
        } else {
            withoutFile++;
        }
        items.add(item(
                Effect.IN_DOUBT,
                match,
                match.file().map(Migration::checksum).orElseGet(() -> foreignChecksum(match.row())),
                check(match),
                match.row().said()));
    }

    private void taken(Effect effect, Match match, MigrationId id, String said) {
        if (inEffect.remove(id)) {
            items.add(item(effect, match, foreignChecksum(match.row()), FileCheck.UNKNOWN, said));
        } else {
            items.add(item(Effect.LEFT_OUT, match, "", FileCheck.UNKNOWN, said + ", and it was not in effect"));
        }
    }

    /** One row stands for all migrations up to a version. */
    private void covered(Match match, MigrationId upTo, boolean inclusive) {
        boolean any = false;
        for (Migration file : locals.all()) {
            int order = file.id().compareTo(upTo);
            boolean meant = order < 0 || inclusive && order == 0;
            if (!file.repeatable() && meant && inEffect.add(file.id())) {
                named.add(file.id());
                Match one = new Match(match.row(), Optional.of(file), Optional.of(file.id()), false);
                items.add(item(
                        Effect.ADOPTED,
                        one,
                        file.checksum(),
                        FileCheck.UNKNOWN,
                        match.row().said()));
                withFile++;
                any |= order == 0;
            }
        }
        if (!inclusive || any) {
            return;
        }
        if (match.row().state() == State.UP_TO) {
            withoutFile++; // a baseline often has no file: the files then begin above it
        }
        items.add(item(
                Effect.ADOPTED,
                match,
                foreignChecksum(match.row()),
                FileCheck.ABSENT,
                said(match, FileCheck.ABSENT, false)));
        inEffect.add(upTo);
        if (!isNewer(upTo)) {
            items.add(follow(Effect.FORGOTTEN, match, "", "its file is not here"));
            inEffect.remove(upTo);
        }
    }

    private boolean isNewer(MigrationId id) {
        return id.isVersion()
                && locals.highest().filter(top -> id.compareTo(top) > 0).isPresent();
    }

    /** Files that the history does not name run next, below what is in effect only where that is allowed. */
    private void pending() {
        Optional<MigrationId> highest = inEffect.stream()
                .filter(id -> id.namespace().equals(locals.namespace()) && id.isVersion())
                .max(MigrationId::compareTo);
        for (Migration file : locals.all()) {
            if (named.contains(file.id())) {
                continue;
            }
            boolean below = !file.repeatable()
                    && highest.filter(top -> file.id().compareTo(top) < 0).isPresent();
            items.add(new Adoption.Item(
                    Effect.PENDING,
                    file.id().value(),
                    Optional.of(file.id()),
                    Direction.UP,
                    file.checksum(),
                    file.description(),
                    Optional.empty(),
                    below
                            ? reader.product() + " has no row of it, and it stands below " + highest.get()
                                    + ": it runs only where migrations out of order are allowed"
                            : refused(file)
                                    .map(problem -> "refused: " + problem.what())
                                    .orElse("to be run")));
        }
    }

    /** Returns why a run will refuse the file, as where nobody said which of Liquibase's labels are meant. */
    private static Optional<Problem> refused(Migration file) {
        return file.up() instanceof MigrationBody.Script body ? body.script().refused() : Optional.empty();
    }

    private Problem nothingHere() {
        return new Problem(
                ErrorCode.MISSING_FILE,
                Optional.empty(),
                "none of the migrations in the history of " + reader.product() + " (" + table + ") has a file here",
                Advice.of(
                        "Name the directory that " + reader.product() + " used (",
                        Action.DIRECTORY,
                        "). Where these files are gone for good, '",
                        Action.BASELINE,
                        "' says what the database has."));
    }

    private Adoption.Item item(Effect effect, Match match, String checksum, FileCheck check, String said) {
        ForeignRow row = match.row();
        Adopted adopted = new Adopted(
                reader.tool(),
                table,
                row.key(),
                row.type(),
                row.at(),
                row.took(),
                row.by(),
                row.batch(),
                row.checksum(),
                check,
                row.row());
        return new Adoption.Item(
                effect,
                row.key(),
                match.id(),
                row.direction(),
                checksum,
                description(match),
                Optional.of(adopted),
                said);
    }

    private static Adoption.Item follow(Effect effect, Match match, String checksum, String said) {
        return new Adoption.Item(
                effect,
                match.row().key(),
                match.id(),
                match.row().direction(),
                checksum,
                description(match),
                Optional.empty(),
                said);
    }

    private static String description(Match match) {
        String ours = match.file().map(Migration::description).orElse("");
        return ours.isEmpty() ? match.row().description() : ours;
    }

    /** Returns what is recorded as the checksum where the file's cannot be: the tool's own, with the tool's name. */
    private String foreignChecksum(ForeignRow row) {
        String text = reader.tool() + ":" + row.checksum().orElse("unknown");
        boolean fits = text.length() <= MAX_CHECKSUM && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return fits ? text : Sha256.hex(text);
    }
}
