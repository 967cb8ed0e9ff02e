package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.audit.question.AttemptView;
import io.migrationledger.audit.question.Attempts;
import io.migrationledger.audit.question.DurationView;
import io.migrationledger.audit.question.EventQuery;
import io.migrationledger.cli.csv.HistoryCsv;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.EventDocument;
import io.migrationledger.cli.json.HistoryDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.PlainNumber;
import io.migrationledger.cli.text.AttemptsText;
import io.migrationledger.cli.text.HistoryText;
import io.migrationledger.event.LedgerEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger history}. */
@Command(
        name = "history",
        sortOptions = false,
        description = {
            "Shows the ledger's events, newest last. Changes nothing.",
            "Options that choose events may be combined: all of them must hold."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger history --limit 20                    the newest 20 events",
            "  ledger history --migration 0042 --attempts   each attempt at one migration, its errors, its time",
            "  ledger history --event failed --since 7d     what failed in the last week",
            "  ledger history --object orders               which migrations changed the table orders",
            "  ledger history --declared --person mira      what Mira declared, and why",
            "  ledger history --durations                   what took long, and what became slower",
            "  ledger history --since 2026-01-01 --until 2026-03-31 --format csv > quarter.csv"
        })
public final class HistoryCommand extends Verb {
    private static final String CSV = "csv";

    @Mixin
    HistoryFilter filter = new HistoryFilter();

    @Option(names = "--limit", paramLabel = "N", description = "The newest N of these.")
    @Nullable
    Integer limit;

    @Option(
            names = "--attempts",
            description = "Attempts instead of events: how each ended, its error, how long it took.")
    boolean attempts;

    @Option(
            names = "--durations",
            description = "How long the runs of each migration took: the first, the last, the slowest.")
    boolean durations;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public List<String> formats() {
        return List.of("text", "json", CSV);
    }

    @Override
    public Exit run(Invocation invocation) {
        if (limit != null && limit < 1) {
            throw UsageError.of("--limit " + limit + " is too small", "Give 1 or more.");
        }
        if (attempts && durations) {
            throw UsageError.of("--attempts and --durations are two views", "Give one of them.");
        }
        EventQuery query = filter.query(invocation, common.namespace);
        if (attempts || durations) {
            Attempts found = new Attempts(query);
            read(invocation, found);
            show(invocation, newest(found.found()));
            return Exit.DONE;
        }
        Deque<LedgerEvent> chosen = new ArrayDeque<>();
        long all = read(invocation, next -> {
            if (query.test(next)) {
                chosen.add(next);
                if (limit != null && chosen.size() > limit) {
                    chosen.remove();
                }
            }
        });
        if (invocation.format().equals(CSV)) {
            HistoryCsv.events(invocation.out(), chosen);
        } else if (invocation.isJson()) {
            EventDocument.print(invocation.out(), name(), List.copyOf(chosen));
        } else {
            HistoryText.print(
                    invocation.out(), invocation.surroundings().columns(), chosen, all, invocation.isVerbose());
        }
        return Exit.DONE;
    }

    private void show(Invocation invocation, List<AttemptView> found) {
        if (durations) {
            List<DurationView> views = DurationView.of(found);
            if (invocation.format().equals(CSV)) {
                HistoryCsv.durations(invocation.out(), views);
            } else if (invocation.isJson()) {
                HistoryDocument.durations(invocation.out(), views);
            } else {
                AttemptsText.durations(
                        invocation.out(), invocation.surroundings().columns(), views);
            }
        } else if (invocation.format().equals(CSV)) {
            HistoryCsv.attempts(invocation.out(), found);
        } else if (invocation.isJson()) {
            HistoryDocument.attempts(invocation.out(), found);
        } else {
            AttemptsText.attempts(invocation.out(), invocation.surroundings().columns(), found);
        }
    }

    private <T> List<T> newest(List<T> all) {
        return limit == null || all.size() <= limit ? all : all.subList(all.size() - limit, all.size());
    }

    /** Reads all events; returns how many there are. */
    private static long read(Invocation invocation, Consumer<LedgerEvent> consumer) {
        long[] seen = {0};
        try {
            invocation.ledger().forEach(next -> {
                seen[0]++;
                consumer.accept(next);
            });
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
        if (seen[0] == 0) {
            throw NoLedger.at(invocation);
        }
        return seen[0];
    }

    @Override
    public boolean take(String option, String value) {
        if (option.equals("--limit")) {
            return limit == null && (limit = PlainNumber.parse(value)) != null;
        }
        return filter.take(option, value, option.equals("--batch") ? PlainNumber.parse(value) : null)
                || super.take(option, value);
    }

    @Override
    public boolean takeSwitch(String option) {
        return switch (option) {
            case "--declared" -> !filter.declared && (filter.declared = true);
            case "--attempts" -> !attempts && (attempts = true);
            case "--durations" -> !durations && (durations = true);
            default -> super.takeSwitch(option);
        };
    }
}
