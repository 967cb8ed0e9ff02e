package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.KeptScript;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.audit.question.AttemptView;
import io.migrationledger.audit.question.Attempts;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.ShowDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.Repeated;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.page.Visible;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger show}. */
@Command(
        name = "show",
        sortOptions = false,
        description = {
            "Prints the SQL that a migration ran, as the ledger keeps it. Changes nothing.",
            "It is as it was before placeholders were replaced, and is there though the file is gone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger show 0042                  what the newest attempt at 0042 ran",
            "  ledger show 0042 --down           what would have taken it back then",
            "  ledger show 0042 --sequence 17    what the attempt ran that event 17 belongs to"
        })
public final class ShowCommand extends Verb {
    private static final int SHOWN = 5;

    @Parameters(index = "0", paramLabel = "ID", description = "The migration, as 'ledger status' shows it.")
    String migration = "";

    @Option(
            names = "--sequence",
            paramLabel = "N",
            description =
                    "The attempt that event N belongs to, as 'ledger history --verbose' numbers them. Default: the"
                            + " newest attempt.")
    @Nullable
    Long sequence;

    @Option(names = "--down", description = "The script that takes the migration back.")
    boolean down;

    @Override
    public String name() {
        return "show";
    }

    @Override
    public Exit run(Invocation invocation) {
        if (sequence != null && sequence < 1) {
            throw UsageError.of("--sequence " + sequence, "Give 1 or more.");
        }
        if (invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        MigrationId id = invocation.id(migration);
        Ledger ledger = invocation.ledger();
        boolean[] met = {false};
        Attempts ofId = new Attempts(event -> event.id().equals(id));
        Attempts ofEvent = new Attempts(event -> sequence != null && event.sequence() == sequence);
        try {
            ledger.forEach(event -> {
                met[0] |= event.id().equals(id) && (sequence == null || event.sequence() == sequence);
                ofId.accept(event);
                ofEvent.accept(event);
            });
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
        if (!met[0]) {
            throw LedgerException.input(
                    ErrorCode.UNKNOWN_MIGRATION,
                    sequence == null
                            ? "the ledger has no event of migration " + id
                            : "event " + sequence + " is none of migration " + id,
                    "'" + invocation.command("ledger history") + "' lists the events.");
        }
        List<LedgerEvent.Started> attempts = started(ofId, event -> true);
        // What a rollback kept of the up script is the file of that day: it need not be what was run.
        List<LedgerEvent.Started> asked = sequence != null
                ? started(ofEvent, event -> true)
                : started(ofId, event -> down || event.header().direction() == Direction.UP);
        LedgerEvent.Started attempt = asked.isEmpty() ? null : asked.get(asked.size() - 1);
        if (attempt == null || attempt.script().isEmpty()) {
            throw notKept(id, attempt, attempts);
        }
        KeptScript kept = ledger.keptScript(attempt.script().get()).orElseThrow(() -> gone(attempt));
        Optional<KeptScript.Script> script = down ? kept.down() : kept.up();
        if (script.isEmpty()) {
            throw LedgerException.input(
                    ErrorCode.NOT_KEPT,
                    "migration " + attempt.id() + " had no " + (down ? "down script" : "script but code")
                            + " when it ran (event " + attempt.sequence() + ")",
                    "'"
                            + invocation.command("ledger history --migration "
                                    + Repeated.quoted(attempt.id().toString()))
                            + "' lists its attempts.");
        }
        if (invocation.isJson()) {
            ShowDocument.print(invocation.out(), attempt, kept.hash(), down, script.get());
        } else {
            say(invocation, attempt, script.get().sql());
        }
        return Exit.DONE;
    }

    /** The text, and what to know of it. */
    private void say(Invocation invocation, LedgerEvent.Started attempt, String sql) {
        String hidden = invocation.out().secrets().hide(sql);
        String shown = Visible.text(hidden);
        invocation.out().line(shown.endsWith("\n") ? shown.substring(0, shown.length() - 1) : shown);
        if (!hidden.equals(sql)) {
            invocation.note("*** stands for a password that this command was given; the kept text has it as it is");
        }
        if (!shown.equals(Visible.lines(hidden))) {
            invocation.note("characters that nobody would see are shown by their numbers; --format json has them");
        }
        if (down && attempt.keptDown().isPresent()) {
            invocation.note("the rollback of event " + attempt.sequence()
                    + " ran this text, which the ledger had kept, because the down script's file was gone");
        }
    }

    private static List<LedgerEvent.Started> started(Attempts attempts, Predicate<LedgerEvent.Started> wanted) {
        return attempts.found().stream()
                .map(AttemptView::started)
                .filter(wanted)
                .toList();
    }

    private static LedgerException notKept(
            MigrationId id, LedgerEvent.@Nullable Started attempt, List<LedgerEvent.Started> attempts) {
        List<LedgerEvent.Started> others =
                attempts.stream().filter(one -> one.script().isPresent()).toList();
        String why = attempt == null
                ? "no attempt at migration " + id + " is recorded here: it was declared, and nothing ran"
                : "the SQL of the attempt that event " + attempt.sequence() + " began is not kept"
                        + attempt.scriptLeftOut().map(left -> ": " + left).orElse("");
        return LedgerException.input(
                ErrorCode.NOT_KEPT,
                why,
                others.isEmpty()
                        ? "It is kept of scripts that run while keep-scripts is on, as it is by default; not of Java"
                                + " migrations, nor of programs that run their own."
                        : "Of others it is: --sequence "
                                + others.stream()
                                        .skip(Math.max(0, others.size() - SHOWN))
                                        .map(one -> Long.toString(one.sequence()))
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    private static LedgerException gone(LedgerEvent.Started attempt) {
        return LedgerException.input(
                ErrorCode.BROKEN_CHAIN,
                "the kept script that event " + attempt.sequence() + " names is not there",
                "Somebody changed the table of kept scripts by other means than the ledger: compare it with a backup.");
    }

    @Override
    public boolean isComplete() {
        return !migration.isEmpty();
    }

    @Override
    public boolean takeSwitch(String option) {
        return option.equals("--down") ? !down && (down = true) : super.takeSwitch(option);
    }
}
