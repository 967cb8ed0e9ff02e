package io.migrationledger.cli;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.cli.json.RunDocument;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger rollback}. */
@Command(
        name = "rollback",
        sortOptions = false,
        description = "Takes migrations back by their down scripts, newest first. Default: the last batch.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger rollback              take back what the last 'ledger migrate' applied",
            "  ledger rollback --steps 1    take back the newest migration",
            "  ledger rollback --to 0042    take back everything applied after 0042",
            "  ledger rollback --part-way   take back what a failed 'ledger migrate' left half applied",
            "  ledger rollback --dry-run    print the statements, change nothing"
        })
final class RollbackCommand extends Verb {
    @Option(names = "--steps", paramLabel = "N", description = "Take back the newest N migrations.")
    @Nullable
    Integer steps;

    @Option(names = "--batches", paramLabel = "N", description = "Take back the newest N batches.")
    @Nullable
    Integer batches;

    @Option(names = "--to", paramLabel = "ID", description = "Take back everything applied after ID, which stays.")
    @Nullable
    String to;

    @Option(
            names = "--part-way",
            description =
                    "Take back what was applied only in part, and nothing else unless --steps, --batches or --to says"
                            + " so. The down script runs from its beginning and must bear that.")
    boolean partWay;

    @Option(
            names = {"--dry-run", "--pretend"},
            description = "Print the exact statements, and change nothing.")
    boolean dryRun;

    @Override
    String name() {
        return "rollback";
    }

    @Override
    Exit run(Invocation invocation) {
        RollbackOptions options = options(invocation);
        if (dryRun) {
            Migrator reader = invocation.reader();
            return PlanText.dryRun(invocation, name(), reader, reader.plan(options));
        }
        RunNarrator narrator = new RunNarrator(invocation);
        MigrateResult result;
        try {
            result = (invocation.isNoFileYet() ? invocation.reader() : invocation.migrator(narrator)).rollback(options);
        } finally {
            narrator.close();
        }
        if (invocation.isJson()) {
            RunDocument.print(invocation.out(), name(), result);
        } else if (result.isUpToDate()) {
            invocation.out().line("Nothing to roll back: " + nothing(invocation, options));
        } else {
            invocation.out().line(RunNarrator.summary("Rolled back", result));
        }
        return Exit.DONE;
    }

    private String nothing(Invocation invocation, RollbackOptions options) {
        if (invocation.isNoFileYet()) {
            return "the database does not exist yet.";
        }
        if (options.equals(RollbackOptions.PART_WAY)) {
            return "no migration is part-way.";
        }
        return to == null
                ? "no migration that was run is in effect. What was baselined is taken back with --steps or --to."
                : "nothing was applied after " + to + ".";
    }

    private RollbackOptions options(Invocation invocation) {
        if ((steps != null && steps < 1) || (batches != null && batches < 1)) {
            throw Arguments.usage(
                    steps != null && steps < 1 ? "--steps " + steps : "--batches " + batches, "Give 1 or more.");
        }
        return new RollbackOptions(
                steps == null ? 0 : steps,
                batches == null ? 0 : batches,
                Optional.ofNullable(to).map(invocation::id),
                partWay);
    }
}
