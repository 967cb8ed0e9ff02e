package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.ValidationException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.RunDocument;
import io.migrationledger.cli.terminal.PlainNumber;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.text.HeadText;
import io.migrationledger.cli.text.PlanText;
import io.migrationledger.cli.text.RunNarrator;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Origin;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger migrate}. */
@Command(
        name = "migrate",
        sortOptions = false,
        description = {
            "Applies the migrations that are pending, in order, each exactly once.",
            "Stopped at any instant, the same command goes on from where it was."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger migrate                                   apply everything that is pending",
            "  ledger migrate --dry-run                         print the statements, change nothing",
            "  ledger migrate --to 0042                         apply up to and including 0042",
            "  ledger migrate --expect-head 38:3f9a…            only where the event that was seen last is still there",
            "  ledger migrate --dir db/migrations --url jdbc:sqlite:shop.db",
            "  LEDGER_PASSWORD=… ledger migrate --url jdbc:postgresql://db/shop --user app"
        })
public final class MigrateCommand extends Verb {
    @Option(names = "--to", paramLabel = "ID", description = "The last migration to apply.")
    @Nullable
    String to;

    @Option(names = "--limit", paramLabel = "N", description = "Apply at most N migrations.")
    @Nullable
    Integer limit;

    @Option(
            names = {"--dry-run", "--pretend"},
            description = "Print the exact statements, and change nothing.")
    boolean dryRun;

    @Option(
            names = "--out-of-order",
            description = "Apply migrations below the highest one in effect, too, instead of refusing.")
    boolean outOfOrder;

    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public Exit run(Invocation invocation) {
        MigrateOptions options = options(invocation);
        if (dryRun) {
            Migrator reader = invocation.reader();
            return PlanText.dryRun(
                    invocation, name(), reader, PushAdvice.noted(Optional.of(reader.ledger()), reader.plan(options)));
        }
        RunNarrator narrator = new RunNarrator(invocation);
        MigrateResult result;
        try {
            result = invocation.migrator(narrator).migrate(options);
        } catch (MigrationFailedException | ValidationException e) {
            HeadText.print(invocation, e);
            throw e;
        } finally {
            narrator.close();
        }
        if (invocation.isJson()) {
            RunDocument.print(invocation.out(), name(), result);
        } else {
            say(invocation, result, narrator);
        }
        HeadText.print(invocation, result.head());
        return Exit.DONE;
    }

    private MigrateOptions options(Invocation invocation) {
        if (to == null && limit == null && !outOfOrder) {
            return MigrateOptions.ALL;
        }
        return new MigrateOptions(
                Optional.ofNullable(to).map(invocation::id),
                limit == null ? OptionalInt.empty() : OptionalInt.of(limit),
                outOfOrder);
    }

    private void say(Invocation invocation, MigrateResult result, RunNarrator narrator) {
        if (!result.isUpToDate()) {
            invocation.out().line(RunNarrator.summary("Applied", result));
        } else if (invocation.found() == 0) {
            invocation.out().line("Nothing to do: there are no migrations in " + invocation.directories() + ".");
        } else if (to != null) {
            invocation.out().line("Nothing is pending up to " + to + ".");
        } else {
            invocation.out().line("Nothing is pending: " + inEffect(invocation) + last(invocation, result) + ".");
        }
        if (result.isUpToDate()) {
            PlanText.notes(invocation.out(), narrator.untold(result), "");
        }
        if (result.isUpToDate() && narrator.hasSettled()) {
            invocation
                    .out()
                    .line("What became of an interrupted attempt was recorded; see '"
                            + invocation.command("ledger history") + "'.");
        }
    }

    private static String inEffect(Invocation invocation) {
        if (invocation.isBaseFound()) {
            return "all migrations for this database are in effect";
        }
        return Readable.count(invocation.found(), "migration") + (invocation.found() == 1 ? " is" : " are")
                + " in effect";
    }

    /** Names what took effect last: who lost the answer of the run before sees how far that came. */
    private static String last(Invocation invocation, MigrateResult result) {
        boolean several = invocation.found() > 1
                && invocation.configuration().directories().size() == 1;
        return result.newest()
                .filter(last -> several && last.type() == EventType.APPLIED && last.origin() == Origin.EXECUTED)
                .map(last -> ", " + last.id() + " the last of them")
                .orElse("");
    }

    @Override
    public boolean take(String option, String value) {
        return switch (option) {
            case "--to" -> to == null && (to = value) != null;
            case "--limit" -> limit == null && (limit = PlainNumber.parse(value)) != null;
            default -> super.take(option, value);
        };
    }

    @Override
    public boolean takeSwitch(String option) {
        return switch (option) {
            case "--dry-run", "--pretend" -> !dryRun && (dryRun = true);
            case "--out-of-order" -> !outOfOrder && (outOfOrder = true);
            default -> super.takeSwitch(option);
        };
    }
}
