package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Resolution;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.text.Declared;
import io.migrationledger.cli.text.RunNarrator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger resolve}. */
@Command(
        name = "resolve",
        sortOptions = false,
        description = {
            "Answers a doubt, or says how a failed or part-way migration stands.",
            "The answer is an event with its reason; nothing is executed. Without an answer it shows what is open, and the"
                    + " commands to choose from.",
            "With --step K --applied, statements 1 to K are in effect, and the next run goes on after K.",
            "With --step K --not-applied, statement K and those after it are not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger resolve 0042                 what is open, and which answers there are",
            "  ledger resolve 0042 --step 3 --applied --reason 'the index is there, see SHOW INDEX'",
            "  ledger resolve 0042 --not-applied --reason 'dropped what it had made'",
            "  ledger resolve 0042 --step 1 --not-applied --reason 'undid statements 1 and 2 by hand'"
        })
public final class ResolveCommand extends Verb {
    @Parameters(index = "0", paramLabel = "ID", description = "The migration, as 'ledger status' shows it.")
    String id = "";

    @Option(names = "--applied", description = "It took effect.")
    boolean applied;

    @Option(names = "--not-applied", description = "It did not take effect.")
    boolean notApplied;

    @Option(
            names = "--step",
            paramLabel = "K",
            description = "The answer is about statement K. Needed where the ledger knows that a part took effect.")
    @Nullable
    Integer step;

    @Option(names = "--reason", paramLabel = "TEXT", description = "How you know; recorded. Every answer has one.")
    @Nullable
    String reason;

    @Override
    public String name() {
        return "resolve";
    }

    @Override
    public boolean isComplete() {
        return !id.isEmpty();
    }

    @Override
    public Exit run(Invocation invocation) {
        if (applied && notApplied) {
            throw UsageError.of("resolve takes one of --applied and --not-applied", "Say whether it took effect.");
        }
        if (!applied && !notApplied) {
            throw ResolveQuestion.of(invocation, invocation.id(id));
        }
        if (reason == null) {
            throw UsageError.of("missing --reason TEXT", "See 'ledger help resolve'.");
        }
        return Declared.print(
                invocation,
                name(),
                List.of(invocation
                        .migrator(new RunNarrator(invocation))
                        .resolve(new Resolution(
                                invocation.id(id),
                                applied,
                                step == null ? OptionalInt.empty() : OptionalInt.of(step),
                                reason))));
    }
}
