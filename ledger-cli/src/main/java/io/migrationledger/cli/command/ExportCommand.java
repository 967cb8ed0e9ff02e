package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.Verification;
import io.migrationledger.audit.export.ExportWriter;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.ExportDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.text.HeadText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger export}. */
@Command(
        name = "export",
        sortOptions = false,
        description = {
            "Writes the whole ledger as a file. Its form is JSON Lines: a line for each event, with its hash.",
            "The file can be checked without the database ('ledger verify FILE'), compared ('ledger diff'), and put into an"
                    + " empty ledger ('ledger import')."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger export --out shop.jsonl      write a file, which is there when it is whole",
            "  ledger export | gzip > shop.jsonl.gz"
        })
public final class ExportCommand extends Verb {
    @Option(names = "--out", paramLabel = "FILE", description = "The file to write. Default: standard output")
    @Nullable
    String out;

    @Override
    public String name() {
        return "export";
    }

    @Override
    public Exit run(Invocation invocation) {
        if (out == null && invocation.isJson()) {
            throw UsageError.of(
                    "export writes JSON Lines by itself", "Leave --format json out, or name a file with --out.");
        }
        if (invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        if (out == null) {
            if (invocation.ledger().head().isEmpty()) {
                throw NoLedger.at(invocation);
            }
            write(invocation, invocation.surroundings().out());
            // The stream keeps it to itself that the disk is full, or that nobody reads any more.
            if (invocation.surroundings().out().checkError()) {
                throw cannotWrite("standard output", new IOException("it was closed, or the disk is full"));
            }
            return Exit.DONE;
        }
        Verification found = toFile(invocation, out);
        if (invocation.isJson()) {
            ExportDocument.print(invocation.out(), out, found);
        } else {
            invocation.out().line("Exported " + Readable.count(found.events(), "event") + " to " + out + ".");
            invocation.out().line(HeadText.line(found.events(), found.head()));
        }
        return Exit.DONE;
    }

    private static Verification write(Invocation invocation, OutputStream to) {
        Verification found;
        try {
            found = ExportWriter.write(invocation.ledger(), to);
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
        return found;
    }

    /** A file that is not whole is never there: it is written beside the name, and moved. */
    private static Verification toFile(Invocation invocation, String name) {
        Path file = invocation.surroundings().workingDirectory().resolve(name);
        checkIsNoDirectory(file, name);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Verification found;
            try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(part))) {
                found = write(invocation, to);
                if (found.events() == 0) {
                    throw NoLedger.at(invocation);
                }
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(part);
                throw e;
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return found;
        } catch (IOException e) {
            throw cannotWrite(name, e);
        } catch (UncheckedIOException e) {
            throw cannotWrite(name, Objects.requireNonNull(e.getCause()));
        }
    }

    /** A file that is moved into the place of an empty directory would take it away. */
    static void checkIsNoDirectory(Path file, String name) {
        if (Files.isDirectory(file)) {
            throw LedgerException.input(ErrorCode.UNREADABLE_FILE, name + " is a directory", "Name a file with --out.");
        }
    }

    static LedgerException cannotWrite(String name, IOException error) {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE,
                name + " cannot be written: " + error,
                LedgerException.NOTHING_CHANGED,
                "Check the name, the directory and the room on the disk.",
                error);
    }

    @Override
    public boolean take(String option, String value) {
        return option.equals("--out") ? out == null && (out = value) != null : super.take(option, value);
    }
}
