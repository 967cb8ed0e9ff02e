package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.audit.export.ExportImport;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.ImportDocument;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.text.HeadText;
import io.migrationledger.cli.text.RunNarrator;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger import}. */
@Command(
        name = "import",
        sortOptions = false,
        description = {
            "Puts an export into an empty ledger, unchanged. That is for a database that has the schema of another one and not"
                    + " its ledger, such as a branch or a copy of the schema alone.",
            "All events in one transaction, or none. Once that is done, the same command changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger export --url jdbc:postgresql://db/shop --out shop.jsonl",
            "  ledger import shop.jsonl --url jdbc:postgresql://db/shop_branch"
        })
public final class ImportCommand extends Verb {
    /** As long as a run waits. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(60);

    @Parameters(index = "0", paramLabel = "FILE", description = "What 'ledger export' wrote.")
    String file = "";

    @Option(
            names = "--empty-schema",
            description = "Go on where migrations are in effect by the file, and the schema holds nothing.")
    boolean emptySchema;

    @Option(
            names = "--trust-schema",
            description = "Go on where the schema lacks tables that migrations made by the file and did not drop.")
    boolean trustSchema;

    @Override
    public String name() {
        return "import";
    }

    @Override
    public boolean isComplete() {
        return !file.isEmpty();
    }

    @Override
    public Exit run(Invocation invocation) {
        Path path = invocation.surroundings().workingDirectory().resolve(file);
        if (invocation.isNoFileYet() && !emptySchema) {
            throw LedgerException.input(
                    ErrorCode.EXPORT_DOES_NOT_FIT,
                    "the database does not exist",
                    "Check the address (--url), and the directory that the command is run in.");
        }
        ExportImport.Result result;
        try (RunNarrator narrator = new RunNarrator(invocation)) {
            result = new ExportImport(path, file)
                    .into(
                            invocation.migrator(narrator).ledger(),
                            invocation.configuration().lockTimeout().orElse(LOCK_TIMEOUT),
                            emptySchema,
                            trustSchema);
        }
        if (invocation.isJson()) {
            ImportDocument.print(invocation.out(), file, result);
        } else if (result.doneBefore()) {
            invocation
                    .out()
                    .line("Nothing to do: the ledger has these " + Readable.count(result.events(), "event")
                            + " already.");
        } else {
            invocation.out().line("Imported " + Readable.count(result.events(), "event") + " from " + file + ".");
            invocation.out().line(HeadText.line(result.events(), result.head()));
        }
        return Exit.DONE;
    }

    @Override
    public boolean takeSwitch(String option) {
        return switch (option) {
            case "--empty-schema" -> !emptySchema && (emptySchema = true);
            case "--trust-schema" -> !trustSchema && (trustSchema = true);
            default -> super.takeSwitch(option);
        };
    }
}
