package io.migrationledger.cli;

import io.migrationledger.ErrorCode.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger baseline}. */
@Command(
        name = "baseline",
        sortOptions = false,
        description = {
            "Declares every migration up to and including ID as in effect, for a database that has them already.",
            "Nothing is executed."
        },
        footerHeading = "%nExample:%n",
        footer = {"  ledger baseline 0042 --reason 'the schema was made by hand before we had the ledger'"})
final class BaselineCommand extends Verb {
    @Parameters(index = "0", paramLabel = "ID", description = "The last migration that is in effect.")
    String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "How you know; recorded.")
    String reason = "";

    @Override
    String name() {
        return "baseline";
    }

    @Override
    boolean isComplete() {
        return !id.isEmpty();
    }

    @Override
    Exit run(Invocation invocation) {
        return Declared.print(
                invocation,
                name(),
                invocation.migrator(new RunNarrator(invocation)).baseline(invocation.id(id), reason));
    }
}
