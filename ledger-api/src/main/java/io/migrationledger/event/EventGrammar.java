package io.migrationledger.event;

import java.util.Optional;

/**
 * What may follow what: an attempt begins, takes its steps, and ends once. The hash says that nobody changed an event; this
 * says that it can have been written by a ledger at all. Times are no part of it: a clock may run backwards.
 */
public final class EventGrammar {

    private EventGrammar() {}

    /**
     * Compares an event with what is known of its migration.
     *
     * @param before what the events before say of the migration; empty where none names it
     * @return what is wrong, in words that follow "the event": empty where nothing is
     */
    public static Optional<String> contradiction(Optional<MigrationState> before, LedgerEvent event) {
        if (event.header().elapsed().isNegative()) {
            return Optional.of("it says that less than no time has passed");
        }
        if (event.header().done() < 0) {
            return Optional.of("it says that less than no statement has taken effect");
        }
        boolean ofDatabase = event instanceof LedgerEvent.Noted;
        if (ofDatabase != event.id().namespace().equals(LedgerEvent.Noted.NAMESPACE)) {
            return Optional.of(
                    ofDatabase ? "it is of the database, and names a migration" : "it names what is no migration");
        }
        Optional<MigrationState.Attempted> open = before.filter(state -> state.status() == MigrationStatus.RUNNING)
                .flatMap(MigrationState::attempt);
        if (event instanceof LedgerEvent.Started started) {
            if (open.isPresent()) {
                return Optional.of("it begins an attempt, and the one before it has not ended");
            }
            return beyond(started.header().done(), started.statements());
        }
        if (!isOfAnAttempt(event)) {
            return Optional.empty();
        }
        if (open.isEmpty()) {
            return Optional.of("it belongs to an attempt, and none was begun");
        }
        int statements = open.get().started().statements();
        if (event.header().direction() != open.get().direction()) {
            return Optional.of("it has another direction than the attempt that was begun");
        }
        if (event instanceof LedgerEvent.Step step) {
            if (step.header().done() < open.get().done()) {
                return Optional.of("it says that fewer statements have taken effect than the event before it");
            }
            if (step.intent().filter(intent -> intent.statement() > statements).isPresent()) {
                return Optional.of("it announces a statement that the script does not have");
            }
        }
        return beyond(event.header().done(), statements);
    }

    private static Optional<String> beyond(int done, int statements) {
        return done > statements
                ? Optional.of(
                        "it says that " + done + " statements have taken effect, and the script has " + statements)
                : Optional.empty();
    }

    /** What a person declared, and what follows from another event and says so by its reason, needs no attempt. */
    private static boolean isOfAnAttempt(LedgerEvent event) {
        if (event instanceof LedgerEvent.RolledBack rolledBack
                && rolledBack.reason().isPresent()) {
            return false;
        }
        return event.origin() == Origin.EXECUTED
                || event.origin() == Origin.ERROR
                || event.origin() == Origin.INTERRUPTED;
    }
}
