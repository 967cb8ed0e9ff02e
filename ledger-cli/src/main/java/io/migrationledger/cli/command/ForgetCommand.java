package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Migrator;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.text.Declared;
import io.migrationledger.cli.text.RunNarrator;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger forget}. */
@Command(
        name = "forget",
        sortOptions = false,
        description = {
            "Takes migrations out of account that are in effect and whose files are gone for good.",
            "The event says so, with the reason; nothing is undone in the database. Should a file come back, 'ledger"
                    + " migrate' stops until 'ledger resolve' has said whether its effect is still there."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger forget 0007 --reason 'was only on the branch that we gave up'",
            "  ledger forget --missing --reason 'their tables were moved to another database'"
        })
public final class ForgetCommand extends Verb {
    @Parameters(arity = "0..*", paramLabel = "ID", description = "The migrations, as 'ledger status' shows them.")
    List<String> ids = new ArrayList<>();

    @Option(
            names = "--missing",
            description = "All that 'ledger status' calls missing; not what a newer version of the program has run.")
    boolean missing;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; recorded.")
    String reason = "";

    @Override
    public String name() {
        return "forget";
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public Exit run(Invocation invocation) {
        if (ids.isEmpty() != missing) {
            throw UsageError.of("forget takes ids or --missing", "Name the migrations, or give --missing for all.");
        }
        Migrator migrator = invocation.migrator(new RunNarrator(invocation));
        return Declared.print(
                invocation,
                name(),
                missing
                        ? migrator.forgetMissing(reason)
                        : migrator.forget(ids.stream().map(invocation::id).toList(), reason));
    }
}
