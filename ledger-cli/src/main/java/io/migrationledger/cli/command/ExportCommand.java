package io.migrationledger.cli.command;

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
import java.io.OutputStream;
import java.nio.file.Path;
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

    private static Verification toFile(Invocation invocation, String name) {
        Path file = invocation.surroundings().workingDirectory().resolve(name);
        return WholeFile.write(file, name, to -> {
            Verification found = write(invocation, to);
            if (found.events() == 0) {
                throw NoLedger.at(invocation);
            }
            return found;
        });
    }

    @Override
    public boolean take(String option, String value) {
        return option.equals("--out") ? out == null && (out = value) != null : super.take(option, value);
    }
}
