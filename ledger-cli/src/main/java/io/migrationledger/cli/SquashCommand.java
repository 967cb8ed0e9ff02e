package io.migrationledger.cli;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.SquashedScript;
import io.migrationledger.cli.json.SquashDocument;
import io.migrationledger.migration.MigrationId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
            "  ledger squash 0042 --name \"schema of 2026\" --delete     and the old files are deleted"
        })
final class SquashCommand extends Verb {
    private static final int SHOWN = 4;

    @Parameters(index = "0", paramLabel = "TO", description = "The last migration that it replaces, whose version it has.")
    String to = "";

    @Option(names = "--from", paramLabel = "ID", description = "The first one; without it the first of the namespace.")
    @Nullable
    String from;

    @Option(names = "--name", paramLabel = "TEXT", required = true, description = "What it does, in a few words.")
    String description = "";

    @Option(names = "--delete", description = "Delete the files that it replaces.")
    boolean delete;

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description = "Read the scripts as this kind of database does; none is asked: sqlite, postgres, mysql, mariadb.")
    @Nullable
    String dialect;

    @Override
    String name() {
        return "squash";
    }

    @Override
    boolean isComplete() {
        return !to.isEmpty() && !description.isBlank();
    }

    @Override
    Exit run(Invocation invocation) {
        MigrationId last = invocation.id(to);
        String words = description.strip().replaceAll("\\s+", " ");
        SquashedScript script = invocation
                .checker(dialect, common.url)
                .squash(Optional.ofNullable(from).map(invocation::id), last, words);
        Path beside = Path.of(script.beside());
        SquashName.Scripts names = SquashName.of(
                String.valueOf(beside.getFileName()), script.id().value(), words, script.variant());
        if (delete && script.variant().isPresent()) {
            throw Arguments.usage(
                    "--delete, and the scripts are not the same for every database",
                    "Write one script for each kind of database first (--dialect), and delete the old files then.");
        }
        List<Path> created = new ArrayList<>();
        try {
            created.add(create(beside.resolveSibling(names.up()), script.up()));
            if (script.down().isPresent()) {
                created.add(create(
                        beside.resolveSibling(names.down()), script.down().get()));
            }
            if (delete) {
                for (String file : script.replacedFiles()) {
                    Files.delete(Path.of(file));
                }
            }
        } catch (IOException e) {
            throw new LedgerException(
                    ErrorCode.UNREADABLE_FILE,
                    e instanceof FileAlreadyExistsException
                            ? "the file " + e.getMessage() + " exists already"
                            : "a file cannot be written or deleted (" + e + ")",
                    LedgerException.NOTHING_CHANGED,
                    "Give the script another --name, or check that this user may write there.",
                    e);
        }
        if (invocation.isJson()) {
            SquashDocument.print(invocation.out(), script, created, delete);
        } else {
            print(invocation.out(), script, created);
        }
        return Exit.DONE;
    }

    private static Path create(Path file, String text) throws IOException {
        return Files.writeString(
                Objects.requireNonNull(file), text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }

    private void print(Page page, SquashedScript script, List<Path> created) {
        created.forEach(file -> page.line("Created " + file));
        String first = script.replaces().get(0).toString();
        page.line("It stands for " + Readable.count(script.replaces().size(), "migration") + " (" + first + " to "
                + script.id() + ", " + Readable.count(script.statements(), "statement") + ").");
        script.notes().forEach(note -> page.line(page.in(Page.Color.WAITING, "Note:") + " " + note));
        List<String> old = script.replacedFiles();
        String files = String.join(", ", old.subList(0, Math.min(SHOWN, old.size())))
                + (old.size() > SHOWN ? " and " + (old.size() - SHOWN) + " more" : "");
        page.line("Next:");
        page.line(
                delete
                        ? "  1. The " + Readable.count(old.size(), "file") + " that it replaces were deleted: keep them in"
                                + " your version control."
                        : "  1. Delete the " + Readable.count(old.size(), "file") + " that it replaces (" + files
                                + "), in the same commit; until then 'ledger migrate' refuses.");
        page.line("  2. Deploy it where all of them are in effect ('ledger status' says so): 'ledger migrate' records it and"
                + " runs nothing.");
        page.line("     A database that has only a part of them must run the old files first.");
    }

    @Override
    boolean take(String option, String value) {
        return option.equals("--dialect") ? dialect == null && (dialect = value) != null : super.take(option, value);
    }
}
