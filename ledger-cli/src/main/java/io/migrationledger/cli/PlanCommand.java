package io.migrationledger.cli;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Plan;
import io.migrationledger.cli.json.PlanDocument;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger plan}. */
@Command(
        name = "plan",
        sortOptions = false,
        description = "Shows what 'ledger migrate' would do, step by step, and why. Changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger plan                what is pending, and how it would run",
            "  ledger plan --to 0042      up to and including 0042",
            "  ledger migrate --dry-run   the exact statements"
        })
final class PlanCommand extends Verb {
    @Option(names = "--to", paramLabel = "ID", description = "The last migration to apply.")
    @Nullable
    String to;

    @Option(names = "--limit", paramLabel = "N", description = "At most N migrations.")
    @Nullable
    Integer limit;

    @Option(names = "--out-of-order", description = "With migrations below the highest one in effect.")
    boolean outOfOrder;

    @Override
    String name() {
        return "plan";
    }

    @Override
    Exit run(Invocation invocation) {
        Plan plan = invocation
                .reader()
                .plan(new MigrateOptions(
                        Optional.ofNullable(to).map(invocation::id),
                        limit == null ? OptionalInt.empty() : OptionalInt.of(limit),
                        outOfOrder));
        if (invocation.isJson()) {
            PlanDocument.print(invocation.out(), name(), plan);
        } else {
            PlanText.print(invocation.out(), plan);
        }
        return Exit.DONE;
    }
}
