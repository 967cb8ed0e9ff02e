package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.text.Declared;
import io.migrationledger.cli.text.RunNarrator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger accept}. */
@Command(
        name = "accept",
        sortOptions = false,
        description = {
            "Accepts a file that was edited after it had been applied.",
            "Its new checksum is recorded, with the reason. Nothing is executed."
        },
        footerHeading = "%nExample:%n",
        footer = {"  ledger accept 0007 --reason 'a comment was corrected'"})
public final class AcceptCommand extends Verb {
    @Parameters(index = "0", paramLabel = "ID", description = "The migration, as 'ledger status' shows it.")
    String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why it is harmless; recorded.")
    String reason = "";

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public boolean isComplete() {
        return !id.isEmpty();
    }

    @Override
    public Exit run(Invocation invocation) {
        return Declared.print(
                invocation,
                name(),
                List.of(invocation.migrator(new RunNarrator(invocation)).accept(invocation.id(id), reason)));
    }
}
