package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.Plan;
import io.migrationledger.RollbackOptions;
import io.migrationledger.ValidationException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.RunDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.text.HeadText;
import io.migrationledger.cli.text.PlanText;
import io.migrationledger.cli.text.RunNarrator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger rollback}. */
@Command(
        name = "rollback",
        sortOptions = false,
        description = "Rolls migrations back by their down scripts, newest first. Default: the last batch.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger rollback              undo what the last 'ledger migrate' applied",
            "  ledger rollback --steps 1    undo the newest migration",
            "  ledger rollback --to 0042    undo everything applied after 0042",
            "  ledger rollback --part-way   undo what a failed 'ledger migrate' left part-way",
            "  ledger rollback --all        undo everything that was run; what was baselined or adopted stays",
            "  ledger rollback --dry-run    print the statements, change nothing"
        })
public final class RollbackCommand extends Verb {
    private static final int SHOWN = 10;

    /** The note that the last batches hold nothing to undo: what they hold, and how many batches go further. */
    private static final Pattern NOTHING_IN_BATCH =
            Pattern.compile("batch(?<several>es)? [0-9, ]+ holds? nothing to roll back, .*? in every run: (?<held>.*?)"
                    + "(?:; to go further back, .*: batches (?<further>\\d+), or steps 1)?");

    @Option(names = "--steps", paramLabel = "N", description = "Roll back the newest N migrations.")
    @Nullable
    Integer steps;

    @Option(
            names = "--batches",
            paramLabel = "N",
            description = "Roll back the newest N batches. A run of what runs again counts as a batch.")
    @Nullable
    Integer batches;

    @Option(
            names = "--to",
            paramLabel = "ID",
            description = "Roll back what was applied after ID, in the namespace of ID, which stays.")
    @Nullable
    String to;

    @Option(names = "--all", description = "Roll back everything that was run. Needs --yes where nobody can be asked.")
    boolean all;

    @Option(
            names = "--declared",
            paramLabel = "ID",
            description =
                    "With what is rolled back by the other options, or else the last batch: ID, too, though it was"
                            + " baselined, adopted or squashed and not run as it stands. What was applied after ID and is"
                            + " in none of them stays. May be given several times.")
    List<String> declared = new ArrayList<>();

    @Option(
            names = "--from-ledger",
            description =
                    "A migration whose down script is gone is rolled back by the one that the ledger keeps, as it was"
                            + " when the migration ran ('ledger show ID --down').")
    boolean fromLedger;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Without it, a rollback that loses data (DROP TABLE, DELETE, …) asks first at a"
                    + " terminal; where there is none, it does not.")
    boolean yes;

    @Option(
            names = "--part-way",
            description =
                    "Roll back what was applied only in part, and nothing else unless --steps, --batches or --to says"
                            + " so. The down script runs from its beginning and must bear that.")
    boolean partWay;

    @Option(
            names = {"--dry-run", "--pretend"},
            description = "Print the exact statements, and change nothing.")
    boolean dryRun;

    @Override
    public String name() {
        return "rollback";
    }

    @Override
    public Exit run(Invocation invocation) {
        RollbackOptions options = options(invocation);
        if (dryRun) {
            Migrator reader = invocation.reader();
            return PlanText.dryRun(invocation, name(), reader, reader.plan(options));
        }
        Optional<RollbackOptions> confirmed =
                invocation.isNoFileYet() ? Optional.of(options) : confirm(invocation, options);
        if (confirmed.isEmpty()) {
            invocation.err().line("Nothing was rolled back.");
            return Exit.FAILED;
        }
        RunNarrator narrator = new RunNarrator(
                invocation,
                note -> !invocation.isJson() && NOTHING_IN_BATCH.matcher(note).matches());
        MigrateResult result;
        try {
            result = (invocation.isNoFileYet() ? invocation.reader() : invocation.migrator(narrator))
                    .rollback(confirmed.get());
        } catch (MigrationFailedException | ValidationException e) {
            HeadText.print(invocation, e);
            throw e;
        } finally {
            narrator.close();
        }
        if (invocation.isJson()) {
            RunDocument.print(invocation.out(), name(), result);
        } else if (result.isUpToDate()) {
            invocation.out().line("Nothing to roll back: " + nothing(invocation, options, result));
        } else {
            invocation.out().line(RunNarrator.summary("Rolled back", result));
            narrator.untold(result).forEach(invocation::note);
        }
        HeadText.print(invocation, result.head());
        return Exit.DONE;
    }

    /** Returns what to roll back, or empty where the person said no. */
    private Optional<RollbackOptions> confirm(Invocation invocation, RollbackOptions options) {
        if (yes) {
            return Optional.of(options);
        }
        if (invocation.isJson() || invocation.surroundings().terminal().isEmpty()) {
            if (all) {
                throw UsageError.of(
                        "rollback --all undoes everything, and there is no terminal to ask at",
                        "Add --yes if that is meant.");
            }
            return Optional.of(options);
        }
        Migrator reader = invocation.reader();
        Plan plan = reader.plan(options);
        List<String> losses = Losses.of(
                reader, plan, invocation.configuration().url(), invocation.out().secrets());
        if (losses.isEmpty()) {
            return Optional.of(options);
        }
        Page page = invocation.err();
        page.line("This loses data in " + invocation.url() + ":");
        losses.stream().limit(SHOWN).forEach(loss -> page.line("  " + loss));
        if (losses.size() > SHOWN) {
            page.line("  and " + (losses.size() - SHOWN) + " more; '" + invocation.command("ledger rollback --dry-run")
                    + "' shows all");
        }
        page.line("Roll back " + Readable.count(plan.migrations().size(), "migration") + "? Type yes to go on:");
        String typed = invocation.surroundings().terminal().get().get().strip();
        return typed.equalsIgnoreCase("yes")
                ? Optional.of(options.exactly(plan.migrations().stream()
                        .map(planned -> planned.migration().id())
                        .toList()))
                : Optional.empty();
    }

    private String nothing(Invocation invocation, RollbackOptions options, MigrateResult result) {
        if (invocation.isNoFileYet()) {
            return "the database does not exist yet.";
        }
        if (options.equals(RollbackOptions.PART_WAY)) {
            return "no migration is part-way.";
        }
        Optional<Matcher> last = result.notes().stream()
                .map(NOTHING_IN_BATCH::matcher)
                .filter(Matcher::matches)
                .findFirst();
        if (last.isPresent()) {
            return (last.get().group("several") == null ? "the last batch holds" : "the last batches hold")
                    + " only what runs again (" + last.get().group("held") + ")."
                    + (last.get().group("further") == null
                            ? ""
                            : " '"
                                    + invocation.command("ledger rollback --batches "
                                            + last.get().group("further")) + "' or '"
                                    + invocation.command("ledger rollback --steps 1") + "' goes further back.");
        }
        return to == null
                ? "no migration that was run here is in effect. What was baselined is undone with '"
                        + invocation.command("ledger baseline --undo --reason …")
                        + "'; the down script of what was adopted from another tool, or stands for others, runs with '"
                        + invocation.command("ledger rollback --declared ID") + "'."
                : "nothing was applied after " + to + ".";
    }

    private RollbackOptions options(Invocation invocation) {
        if ((steps != null && steps < 1) || (batches != null && batches < 1)) {
            throw UsageError.of(
                    steps != null && steps < 1 ? "--steps " + steps : "--batches " + batches, "Give 1 or more.");
        }
        return new RollbackOptions(
                steps == null ? 0 : steps,
                batches == null ? 0 : batches,
                Optional.ofNullable(to).map(invocation::id),
                all,
                partWay,
                declared.stream().map(invocation::id).collect(Collectors.toSet()),
                fromLedger,
                Optional.empty());
    }
}
