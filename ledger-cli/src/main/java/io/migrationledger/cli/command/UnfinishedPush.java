package io.migrationledger.cli.command;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.PlannedMigration;
import io.migrationledger.PlannedStatement;
import io.migrationledger.RollbackOptions;
import io.migrationledger.ValidationException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.text.HeadText;
import io.migrationledger.cli.text.RunNarrator;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Intent;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.StepList;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A push that did not end: it was cut off, or one of its statements failed. With the text that the ledger keeps it is found out
 * how far it came. Nothing of it is undone, and nothing of its rest runs: that may no longer be what is declared.
 */
final class UnfinishedPush {
    private static final int SHOWN = 10;

    private final MigrationState state;
    private final MigrationState.Attempted attempt;
    private final Optional<KeptScript.Script> kept;

    private UnfinishedPush(MigrationState state, MigrationState.Attempted attempt, Optional<KeptScript.Script> kept) {
        this.state = state;
        this.attempt = attempt;
        this.kept = kept;
    }

    /**
     * Returns the push that the next one finishes: one of which something is in effect or may be; or else the newest of all,
     * where nothing of it is.
     *
     * @throws LedgerException with code {@link ErrorCode#UNSETTLED} where its text is needed and was not kept
     */
    static Optional<UnfinishedPush> in(Migrator reader) {
        Ledger ledger = reader.ledger();
        LedgerState all = ledger.state();
        Optional<MigrationState> found = all.migrations().stream()
                .filter(UnfinishedPush::isOne)
                .filter(state -> state.unsettled() || isNewest(state.id(), all))
                .max(Comparator.comparing(MigrationState::unsettled).thenComparing(MigrationState::id));
        return found.isEmpty() || hasFile(reader, found.get().id())
                ? Optional.empty()
                : Optional.of(read(ledger, found.get()));
    }

    /** Returns whether a migration is a push that did not end. What has a file is no push, whatever its namespace is called. */
    static boolean isOne(MigrationState state) {
        return state.id().namespace().equals(PushCommand.NAMESPACE)
                && (state.unsettled() || state.status() == MigrationStatus.FAILED)
                && state.attempt()
                        .map(MigrationState.Attempted::started)
                        .filter(started -> started.header().direction() == Direction.UP
                                && started.description().startsWith(PushScript.DESCRIPTION))
                        .isPresent();
    }

    /** Returns whether nobody can go on without the text of an attempt: something of it is in effect, or may be. */
    static boolean needsText(MigrationState.Attempted attempt) {
        return attempt.done() > 0 || attempt.intent().isPresent();
    }

    private static boolean isNewest(MigrationId id, LedgerState all) {
        return all.migrations().stream()
                .map(MigrationState::id)
                .filter(other -> other.namespace().equals(id.namespace()))
                .allMatch(other -> other.compareTo(id) <= 0);
    }

    private static boolean hasFile(Migrator reader, MigrationId id) {
        return reader.status().lines().stream()
                .anyMatch(line -> line.id().equals(id) && line.migration().isPresent());
    }

    private static UnfinishedPush read(Ledger ledger, MigrationState state) {
        MigrationState.Attempted attempt = state.attempt().orElseThrow();
        Optional<KeptScript.Script> kept =
                attempt.started().script().flatMap(ledger::keptScript).flatMap(KeptScript::up);
        if (state.unsettled() && kept.isEmpty() && needsText(attempt)) {
            throw LedgerException.input(
                    ErrorCode.UNSETTLED,
                    "push " + state.id()
                            + " did not end, and the ledger keeps no text of it: how far it came cannot be found out",
                    toDoWithoutText(state));
        }
        return new UnfinishedPush(state, attempt, kept);
    }

    /** Says how to go on where the text was not kept: by hand, with what the ledger knows of the statements. */
    static Advice toDoWithoutText(MigrationState state) {
        return Advice.of(
                "Look at what it did, and undo that by hand:",
                didOrMayHave(state.attempt().orElseThrow()),
                "\nThen say so with\n    ",
                Action.RESOLVE_NOT_APPLIED.about(state.id(), 1),
                "\nand run 'ledger push' again. Without keep-scripts=false the ledger keeps the texts.");
    }

    private static String didOrMayHave(MigrationState.Attempted attempt) {
        boolean known = attempt.failed().isPresent()
                && attempt.failed().flatMap(LedgerEvent.Failed::doubt).isEmpty();
        int next = known ? 0 : attempt.intent().map(Intent::statement).orElse(0);
        int last = Math.max(attempt.done(), next);
        List<StepList.Entry> statements = attempt.started().steps().entries();
        StringBuilder lines = new StringBuilder();
        for (int number = 1; number <= Math.min(last, SHOWN); number++) {
            String text =
                    number <= statements.size() ? statements.get(number - 1).text() : "";
            lines.append("\n    statement ")
                    .append(number)
                    .append(number > attempt.done() ? ", perhaps" : "")
                    .append(
                            text.isEmpty()
                                    ? ""
                                    : ": " + text.lines().findFirst().orElse(""));
        }
        return lines + (last > SHOWN ? "\n    and " + (last - SHOWN) + " more" : "");
    }

    /** Returns its id, under which the next push goes on. */
    MigrationId id() {
        return state.id();
    }

    /** Returns whether statements of it are in effect, and known to be. */
    boolean isPartWay() {
        return state.status() == MigrationStatus.PART_WAY;
    }

    /** Returns whether it is known how far it came. */
    boolean isSettled() {
        return isPartWay() || !state.unsettled();
    }

    /** Returns the script that ran, or one without a statement where its text is not needed. */
    MigrationSource source() {
        return Migrations.scripts(
                PushCommand.NAMESPACE,
                Map.of(PushScript.file(id()), kept.map(KeptScript.Script::sql).orElse("-- its text is gone\n")));
    }

    /**
     * Has it found out how far the push came, and records that.
     *
     * @return the push as it stands now; empty where another run has finished it meanwhile
     * @throws LedgerException with code {@link ErrorCode#IN_DOUBT} where a person has to say whether a statement took effect
     */
    Optional<UnfinishedPush> settled(Invocation invocation, Migrator reader) {
        Optional<ValidationException> refused = Optional.empty();
        try (RunNarrator narrator = new RunNarrator(invocation)) {
            // A push has no way back, so that a rollback of it settles and runs nothing.
            invocation.migrator(narrator, source()).rollback(RollbackOptions.PART_WAY);
        } catch (ValidationException e) {
            refused = Optional.of(e);
        }
        MigrationState now = reader.ledger().state().of(id()).orElseThrow();
        if (refused.isPresent()
                && (now.status() == MigrationStatus.IN_DOUBT || now.status() == MigrationStatus.RUNNING)) {
            HeadText.print(invocation, refused.get());
            throw refused.get();
        }
        return isOne(now) ? Optional.of(read(reader.ledger(), now)) : Optional.empty();
    }

    /** Returns in one sentence how far it came. */
    String told() {
        LedgerEvent.Started started = attempt.started();
        int done = attempt.done();
        String far = switch (state.status()) {
            case RUNNING -> "how far it came is found out by 'ledger push' without --dry-run";
            case IN_DOUBT ->
                "whether one of its statements took effect, nobody but you can say; 'ledger status' tells" + " which";
            default ->
                done == 0
                        ? "nothing of it is in effect"
                        : "of its " + started.statements() + " statements the first"
                                + (done == 1 ? " is" : " " + done + " are") + " in effect";
        };
        return "push " + id() + " did not end: " + far;
    }

    /**
     * Returns a script behind the statements that are in effect.
     *
     * @throws LedgerException where the script that ran cannot be read
     */
    PushScript before(PushScript script, Invocation invocation) {
        if (!isPartWay()) {
            return script;
        }
        List<PlannedStatement> statements = new ArrayList<>();
        Migrator migrator = invocation.migrator(MigrationListener.NONE, source());
        for (PlannedMigration planned : migrator.plan(MigrateOptions.ALL).migrations()) {
            migrator.statements(planned, statements::add);
        }
        return script.behind(statements, kept.map(KeptScript.Script::directives).orElse(""));
    }
}
