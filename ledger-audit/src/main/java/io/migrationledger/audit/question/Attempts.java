package io.migrationledger.audit.question;

import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Puts events together to attempts. Is handed all events of a ledger, in order; keeps the attempts of which one event is
 * asked for. Confined to one thread.
 */
public final class Attempts implements Consumer<LedgerEvent> {
    private final Predicate<? super LedgerEvent> wanted;
    private final Map<MigrationId, Open> open = new HashMap<>();
    private final List<AttemptView> chosen = new ArrayList<>();

    /** Keeps the attempts of which one event is wanted. */
    public Attempts(Predicate<? super LedgerEvent> wanted) {
        this.wanted = wanted;
    }

    private record Open(AttemptView view, boolean chosen) {}

    @Override
    public void accept(LedgerEvent event) {
        if (event instanceof LedgerEvent.Started started) {
            Open before = open.put(event.id(), new Open(new AttemptView(started, started, false), wanted.test(event)));
            if (before != null) {
                keep(before);
            }
            return;
        }
        Open running = open.get(event.id());
        if (running == null || !isOfAnAttempt(event)) {
            return;
        }
        boolean ends = !(event instanceof LedgerEvent.Step);
        Open now = new Open(new AttemptView(running.view.started(), event, ends), running.chosen || wanted.test(event));
        if (ends) {
            open.remove(event.id());
            keep(now);
        } else {
            open.put(event.id(), now);
        }
    }

    /** What a person declares, and what follows from another event, is no part of an attempt. */
    private static boolean isOfAnAttempt(LedgerEvent event) {
        if (event instanceof LedgerEvent.RolledBack back && back.reason().isPresent()) {
            return false;
        }
        Origin origin = event.origin();
        return origin == Origin.EXECUTED
                || origin == Origin.ERROR
                || origin == Origin.INTERRUPTED
                || origin == Origin.RESOLVED // only where nothing else has ended it before
                || (origin == Origin.ADOPTED && event instanceof LedgerEvent.Failed);
    }

    private void keep(Open attempt) {
        if (attempt.chosen) {
            chosen.add(attempt.view);
        }
    }

    /** Returns the attempts in the order in which they began, those that have not ended among them. */
    public List<AttemptView> found() {
        List<AttemptView> all = new ArrayList<>(chosen);
        open.values().stream().filter(Open::chosen).map(Open::view).forEach(all::add);
        all.sort(Comparator.comparing(attempt -> attempt.started().sequence()));
        return all;
    }
}
