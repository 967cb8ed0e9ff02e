package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.EnvironmentDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.text.EnvironmentText;
import io.migrationledger.cli.text.RunNarrator;
import io.migrationledger.event.LedgerEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger environment}. */
@Command(
        name = "environment",
        sortOptions = false,
        description = {
            "Shows or says what environment this database is: production, staging.",
            "What was said is an event of the ledger, and goes with the database. Nothing is executed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger environment                 what the ledger says",
            "  ledger environment production      it is production from now on"
        })
public final class EnvironmentCommand extends Verb {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "What the database is. Without it, what was said is shown.")
    @Nullable
    String environment;

    @Option(names = "--reason", paramLabel = "TEXT", description = "With a name: why; recorded.")
    @Nullable
    String reason;

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public Exit run(Invocation invocation) {
        boolean recorded = environment != null;
        Optional<LedgerEvent.Noted> event;
        if (environment != null && invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        } else if (environment != null) {
            event = Optional.of(invocation
                    .migrator(new RunNarrator(invocation))
                    .declareEnvironment(environment, reason == null ? "" : reason));
        } else if (reason != null) {
            throw UsageError.of(
                    "--reason without a name",
                    "Say what the database is: " + invocation.command("ledger environment production") + ".");
        } else if (invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        } else {
            event = invocation.ledger().environment();
        }
        if (invocation.isJson()) {
            EnvironmentDocument.print(invocation.out(), event, recorded);
        } else {
            EnvironmentText.print(invocation, event, recorded);
        }
        return Exit.DONE;
    }
}
