package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.EventDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.PlainNumber;
import io.migrationledger.cli.text.HistoryText;
import io.migrationledger.event.LedgerEvent;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger history}. */
@Command(
        name = "history",
        sortOptions = false,
        description = "Shows the ledger's events, newest last. Changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger history --limit 20                    the newest 20 events",
            "  ledger history --migration 0042              all that ever happened to one migration",
            "  ledger history --event failed --since 7d     what failed in the last week",
            "  ledger history --actor mira --since 2026-03-01"
        })
public final class HistoryCommand extends Verb {
    @Option(names = "--migration", paramLabel = "ID", description = "Events of this migration only.")
    @Nullable
    String migration;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Events since then: 2026-03-01, 2026-03-01T12:00:00Z, or 30m, 2h, 7d ago.")
    @Nullable
    String since;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            description = "Events that this user, host or program recorded; a part of the name is enough.")
    @Nullable
    String actor;

    @Option(
            names = "--event",
            paramLabel = "TYPE",
            description = "Events of this type: started, step, applied, failed, rolled-back.")
    @Nullable
    String event;

    @Option(names = "--limit", paramLabel = "N", description = "The newest N events.")
    @Nullable
    Integer limit;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public Exit run(Invocation invocation) {
        if (limit != null && limit < 1) {
            throw UsageError.of("--limit " + limit, "Give 1 or more.");
        }
        HistoryFilter filter = new HistoryFilter(
                migration == null ? null : invocation.id(migration),
                since == null ? null : HistoryFilter.since(since, Clock.systemUTC()),
                actor,
                event == null ? null : HistoryFilter.type(event),
                common.namespace == null ? null : invocation.configuration().namespace());
        Deque<LedgerEvent> chosen = new ArrayDeque<>();
        long[] seen = {0};
        try {
            invocation.ledger().forEach(next -> {
                seen[0]++;
                if (filter.accepts(next)) {
                    chosen.add(next);
                    if (limit != null && chosen.size() > limit) {
                        chosen.remove();
                    }
                }
            });
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
        if (seen[0] == 0) {
            throw NoLedger.at(invocation);
        }
        if (invocation.isJson()) {
            EventDocument.print(invocation.out(), name(), List.copyOf(chosen));
        } else {
            HistoryText.print(
                    invocation.out(), invocation.surroundings().columns(), chosen, seen[0], invocation.isVerbose());
        }
        return Exit.DONE;
    }

    @Override
    public boolean take(String option, String value) {
        return switch (option) {
            case "--migration" -> migration == null && (migration = value) != null;
            case "--since" -> since == null && (since = value) != null;
            case "--actor" -> actor == null && (actor = value) != null;
            case "--event" -> event == null && (event = value) != null;
            case "--limit" -> limit == null && (limit = PlainNumber.parse(value)) != null;
            default -> super.take(option, value);
        };
    }
}
