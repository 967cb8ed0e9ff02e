package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.Plan;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.PlanDocument;
import io.migrationledger.cli.text.PlanText;
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
            "  ledger plan --dialect mysql   how it would run on an empty MySQL database, which need not be there",
            "  ledger migrate --dry-run   the exact statements"
        })
public final class PlanCommand extends Verb {
    @Option(names = "--to", paramLabel = "ID", description = "The last migration to apply.")
    @Nullable
    String to;

    @Option(names = "--limit", paramLabel = "N", description = "At most N migrations.")
    @Nullable
    Integer limit;

    @Option(names = "--out-of-order", description = "With migrations below the highest one in effect.")
    boolean outOfOrder;

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description =
                    "What would run on an empty database of this kind; none is asked: sqlite, postgres, mysql or mariadb.")
    @Nullable
    String dialect;

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public Exit run(Invocation invocation) {
        Migrator migrator = invocation.checker(dialect, common.url, invocation::note);
        Plan plan = PushAdvice.noted(
                dialect == null ? Optional.of(migrator.ledger()) : Optional.empty(),
                migrator.plan(new MigrateOptions(
                        Optional.ofNullable(to).map(invocation::id),
                        limit == null ? OptionalInt.empty() : OptionalInt.of(limit),
                        outOfOrder)));
        if (invocation.isJson()) {
            PlanDocument.print(invocation.out(), name(), plan);
        } else {
            PlanText.print(invocation.out(), plan);
        }
        return Exit.DONE;
    }

    @Override
    public boolean take(String option, String value) {
        return option.equals("--dialect") ? dialect == null && (dialect = value) != null : super.take(option, value);
    }
}
