package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.SquashedScript;
import io.migrationledger.ValidationException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.SquashDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger squash}. */
@Command(
        name = "squash",
        sortOptions = false,
        description = {
            "Writes one script that stands for many: all up to and including TO.",
            "A new database runs it. A database that has all of the old ones in effect records that it stands for them, and"
                    + " runs nothing. One that has only a part of them is refused: finish it with the old files first.",
            "Writes files; asks no database with --dialect, and otherwise only how scripts are read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger squash 0042 --name \"schema of 2026\"              0001 to 0042 become one script",
            "  ledger squash 0042 --from 0010 --name \"orders\"          0010 to 0042",
            "  ledger squash 0042 --name \"schema of 2026\" --delete     and the old files are deleted",
            "  ledger squash 0042 --name x --dialect postgres,mysql     where scripts are not the same for every database"
        })
public final class SquashCommand extends Verb {
    private static final int SHOWN = 4;

    @Parameters(
            index = "0",
            paramLabel = "TO",
            description = "The last migration that it replaces, whose version it has.")
    String to = "";

    @Option(names = "--from", paramLabel = "ID", description = "The first one; without it the first of the namespace.")
    @Nullable
    String from;

    @Option(names = "--name", paramLabel = "TEXT", required = true, description = "What it does, in a few words.")
    String description = "";

    @Option(
            names = "--delete",
            description = "Delete the files that it replaces; also later, where the script is there as it was written.")
    boolean delete;

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description =
                    "Read the scripts as these kinds of database do; none is asked: sqlite, postgres, mysql, mariadb; several by commas.")
    @Nullable
    String dialect;

    @Override
    public String name() {
        return "squash";
    }

    @Override
    public boolean isComplete() {
        return !to.isEmpty() && !description.isBlank();
    }

    @Override
    public Exit run(Invocation invocation) {
        MigrationId last = invocation.id(to);
        String words = description.strip().replaceAll("\\s+", " ");
        Optional<BegunSquash> begun = Optional.empty();
        List<SquashedScript> scripts;
        try {
            scripts = squash(invocation, last, words);
        } catch (ValidationException e) {
            begun = Optional.of(BegunSquash.find(invocation, last, words));
            if (!delete || !begun.get().isThere() || !isDuplicate(e)) {
                throw e;
            }
            scripts = squash(invocation.without(begun.get().names()), last, words);
        }
        Map<Path, String> texts = new LinkedHashMap<>();
        Set<String> replaced = new LinkedHashSet<>();
        for (SquashedScript script : scripts) {
            replaced.addAll(script.replacedFiles());
            name(script, words, texts);
        }
        if (delete && scripts.get(0).variant().isPresent()) {
            throw UsageError.of(
                    "--delete, and the scripts are not the same for every database",
                    "Look which files belong to databases that you use, and delete them by hand.");
        }
        begun.ifPresent(there -> there.check(texts));
        Map<Path, String> missing = begun.isPresent() ? Map.of() : texts;
        new SquashFiles(missing, delete ? replaced.stream().map(Path::of).toList() : List.of()).write();
        List<Path> created = List.copyOf(missing.keySet());
        List<String> old = List.copyOf(replaced);
        Set<String> notes = new LinkedHashSet<>();
        scripts.forEach(script -> notes.addAll(script.notes()));
        if (scripts.size() == 1) {
            scripts.get(0).variant().ifPresent(name -> notes.add("several in one call: --dialect " + name + ",…"));
        }
        if (invocation.isJson()) {
            SquashDocument.print(invocation.out(), scripts.get(0), created, old, delete, notes);
        } else {
            if (begun.isPresent()) {
                texts.keySet().forEach(file -> invocation.out().line(file + " is there already, as it is written."));
            }
            print(invocation.out(), scripts.get(0), created, old, notes);
        }
        return Exit.DONE;
    }

    private List<SquashedScript> squash(Invocation reading, MigrationId last, String words) {
        List<SquashedScript> scripts = new ArrayList<>();
        for (String each : dialect == null ? new String[] {""} : dialect.split(",", -1)) {
            scripts.add(reading.checker(dialect == null ? null : each, common.url, reading::note)
                    .squash(Optional.ofNullable(from).map(reading::id), last, words));
        }
        return scripts;
    }

    private static boolean isDuplicate(ValidationException e) {
        return e.problems().stream().anyMatch(problem -> problem.code() == ErrorCode.DUPLICATE);
    }

    private static void name(SquashedScript script, String words, Map<Path, String> texts) {
        Path beside = Path.of(script.beside());
        SquashName.Scripts names =
                SquashName.of(String.valueOf(beside.getFileName()), script.id().value(), words, script.variant());
        texts.put(beside.resolveSibling(names.up()), script.up());
        script.down().ifPresent(down -> texts.put(beside.resolveSibling(names.down()), down));
    }

    private void print(Page page, SquashedScript script, List<Path> created, List<String> old, Set<String> notes) {
        created.forEach(file -> page.line("Created " + file));
        String first = script.replaces().get(0).toString();
        page.line("It stands for " + Readable.count(script.replaces().size(), "migration") + " (" + first + " to "
                + script.id() + ", " + Readable.count(script.statements(), "statement") + ").");
        notes.forEach(note -> page.line(page.in(Page.Color.WAITING, "Note:") + " " + note));
        String files = String.join(", ", old.subList(0, Math.min(SHOWN, old.size())))
                + (old.size() > SHOWN ? " and " + (old.size() - SHOWN) + " more" : "");
        page.line("Next:");
        page.line(
                delete
                        ? "  1. The " + Readable.count(old.size(), "file")
                                + " that it replaces were deleted: keep them in" + " your version control."
                        : "  1. Delete the " + Readable.count(old.size(), "file") + " that it replaces (" + files
                                + "), in the same commit"
                                + (script.variant().isPresent() ? "" : ": by hand, or with this command and --delete")
                                + "; until then 'ledger migrate' refuses.");
        page.line(
                "  2. Deploy it where all of them are in effect ('ledger status' says so): 'ledger migrate' records it and"
                        + " runs nothing.");
        page.line("     A database that has only a part of them must run the old files first.");
    }

    @Override
    public boolean take(String option, String value) {
        return option.equals("--dialect") ? dialect == null && (dialect = value) != null : super.take(option, value);
    }
}
