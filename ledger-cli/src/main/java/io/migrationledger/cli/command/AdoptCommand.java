package io.migrationledger.cli.command;

import io.migrationledger.AdoptOptions;
import io.migrationledger.AdoptResult;
import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.AdoptDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.text.AdoptText;
import io.migrationledger.cli.text.RunNarrator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger adopt}. */
@Command(
        name = "adopt",
        sortOptions = false,
        description = {
            "Takes over what another tool recorded in this database, row by row, in one commit. Nothing is executed, and"
                    + " nothing of the other tool's table is changed. Once that is done, the command does nothing more.",
            "Only where the ledger tells of no migration yet. With --adopt TOOL, or adopt=TOOL in ledger.properties,"
                    + " 'ledger migrate' does the same on its first run."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger adopt --dry-run                  what would be recorded of each row",
            "  ledger adopt --from flyway --dir src/main/resources/db/migration",
            "  ledger adopt --from flyway --from-table my_history",
            "  ledger adopt --accept-edited --reason 'only comments were changed'"
        })
public final class AdoptCommand extends Verb {
    @Option(
            names = "--from",
            paramLabel = "TOOL",
            description = "The other tool, such as flyway. Default: the one that has a table here")
    @Nullable
    String from;

    @Option(
            names = "--from-table",
            paramLabel = "TABLE",
            description = "The other tool's table, where it does not have the name that the tool gives it.")
    @Nullable
    String fromTable;

    @Option(names = "--dry-run", description = "Say what would be recorded, and change nothing.")
    boolean dryRun;

    @Option(
            names = "--accept-edited",
            description = "Accept files that were edited since the other tool ran them; needs --reason.")
    boolean acceptEdited;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why edited files are accepted; recorded.")
    @Nullable
    String reason;

    @Override
    public String name() {
        return "adopt";
    }

    @Override
    public Exit run(Invocation invocation) {
        if (acceptEdited == (reason == null)) {
            throw UsageError.of(
                    "--accept-edited and --reason belong together", "Give both, or neither; see 'ledger help adopt'.");
        }
        if (invocation.isNoFileYet()) {
            throw LedgerException.input(
                    ErrorCode.NO_HISTORY,
                    "no history of " + (from == null ? "another tool" : from) + " is here: the database does not exist",
                    "Check the address (--url), and the directory that the command is run in.");
        }
        AdoptOptions options = options(invocation.configuration().adopt().orElse(AdoptOptions.ANY));
        AdoptResult result = dryRun
                ? invocation.reader().plan(options)
                : invocation.migrator(new RunNarrator(invocation)).adopt(options);
        Exit exit = result.problems().isEmpty() ? Exit.DONE : Exit.FAILED;
        if (invocation.isJson()) {
            AdoptDocument.print(invocation.out(), result, exit);
        } else {
            AdoptText.print(invocation, result, dryRun);
        }
        return exit;
    }

    private AdoptOptions options(AdoptOptions configured) {
        AdoptOptions options = configured;
        if (from != null) {
            options = options.from(from);
        }
        if (fromTable != null) {
            options = options.table(fromTable);
        }
        return reason == null ? options : options.acceptEdited(reason);
    }

    @Override
    public boolean take(String option, String value) {
        return switch (option) {
            case "--from" -> from == null && (from = value) != null;
            case "--from-table" -> fromTable == null && (fromTable = value) != null;
            case "--reason" -> reason == null && (reason = value) != null;
            default -> super.take(option, value);
        };
    }

    @Override
    public boolean takeSwitch(String option) {
        return switch (option) {
            case "--dry-run" -> !dryRun && (dryRun = true);
            case "--accept-edited" -> !acceptEdited && (acceptEdited = true);
            default -> super.takeSwitch(option);
        };
    }
}
