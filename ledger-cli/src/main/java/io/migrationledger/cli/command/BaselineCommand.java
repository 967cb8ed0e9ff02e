package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Migrator;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.text.Declared;
import io.migrationledger.cli.text.RunNarrator;
import io.migrationledger.event.LedgerEvent;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger baseline}. */
@Command(
        name = "baseline",
        sortOptions = false,
        description = {
            "Declares all migrations up to ID as in effect, for a database that has them already.",
            "With --undo, says that ID is not in effect after all; without ID, all that was baselined in the namespace.",
            "Nothing is executed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger baseline 0042 --reason 'the schema was made by hand before we had the ledger'",
            "  ledger baseline --undo 0042 --reason 'it has the schema of 0041'",
            "  ledger baseline --undo --reason 'the wrong database'"
        })
public final class BaselineCommand extends Verb {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "The last migration that is in effect; with --undo the one that is not.")
    String id = "";

    @Option(names = "--undo", description = "Take baselines back that were a mistake.")
    boolean undo;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "How you know; recorded.")
    String reason = "";

    @Override
    public String name() {
        return "baseline";
    }

    @Override
    public boolean isComplete() {
        return !id.isEmpty();
    }

    @Override
    public Exit run(Invocation invocation) {
        if (id.isEmpty() && !undo) {
            throw UsageError.of("missing ID", "Name the last migration that is in effect; see 'ledger help baseline'.");
        }
        Migrator migrator = invocation.migrator(new RunNarrator(invocation));
        return Declared.print(invocation, name(), record(migrator, invocation));
    }

    private List<LedgerEvent> record(Migrator migrator, Invocation invocation) {
        if (!undo) {
            return migrator.baseline(invocation.id(id), reason);
        }
        return id.isEmpty()
                ? migrator.undoBaseline(invocation.configuration().namespace(), reason)
                : migrator.undoBaseline(invocation.id(id), reason);
    }
}
