package io.migrationledger.cli.command;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Ledger;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Plan;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Line;
import io.migrationledger.StatusReport.Unfinished;
import io.migrationledger.cli.terminal.CommandWords;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How to go on with a push that did not end: by {@code ledger push}, where the library names {@code ledger migrate}. */
final class PushAdvice {
    private static final String AGAIN =
            "Run 'ledger push' again: it finds out what took effect, compares with what is declared, and runs what is left.";

    private static final String AFTER_ERROR =
            "Change what is declared, or what is in its way, and run 'ledger push' again: it"
                    + " compares anew, and runs what is left.";

    /** How the library advises to change a script, which a push has not. */
    private static final String CHANGE_OF_SCRIPT = "Fix ";

    private PushAdvice() {}

    /** Returns a report whose lines of pushes say how these go on. */
    static StatusReport in(StatusReport report) {
        List<Line> lines = report.lines().stream()
                .map(line -> isPush(line) ? ofPush(report, line) : line)
                .toList();
        return new StatusReport(
                report.database(), report.head(), report.environment(), lines, report.problems(), report.notes());
    }

    private static boolean isPush(Line line) {
        return line.migration().isEmpty()
                && line.state().filter(UnfinishedPush::isOne).isPresent();
    }

    private static Line ofPush(StatusReport report, Line line) {
        MigrationState state = line.state().orElseThrow();
        boolean told =
                report.problems().stream().anyMatch(problem -> problem.id().equals(Optional.of(line.id())));
        Optional<Unfinished> unfinished = state.status() == MigrationStatus.IN_DOUBT && !told
                ? doubt(state)
                : line.unfinished().map(of -> new Unfinished(of.what(), of.now(), advice(state, of.advice())));
        // Not another program's, though no directory is for its namespace.
        boolean needsAttention = line.needsAttention() || state.unsettled();
        return new Line(line.id(), line.standing(), line.migration(), line.state(), unfinished, needsAttention);
    }

    /** Returns advice about a migration; where that is a push that did not end, how to go on with it. */
    static Advice in(Advice advice, Supplier<Ledger> ledger) {
        List<String> named = advice.actions().stream()
                .filter(meant -> meant.action() == Action.MIGRATE)
                .flatMap(meant -> meant.values().stream())
                .filter(id -> id.startsWith(PushCommand.NAMESPACE + ":"))
                .toList();
        return named.isEmpty()
                ? advice
                : ledger.get().state().migrations().stream()
                        .filter(state -> named.contains(state.id().toString()))
                        .filter(UnfinishedPush::isOne)
                        .findFirst()
                        .map(state -> advice(state, advice))
                        .orElse(advice);
    }

    private static Advice advice(MigrationState state, Advice advice) {
        if (!names(advice, Action.MIGRATE)) {
            return advice;
        }
        MigrationState.Attempted attempt = state.attempt().orElseThrow();
        boolean lost = attempt.started().script().isEmpty() && UnfinishedPush.needsText(attempt);
        boolean failed = attempt.failed().flatMap(LedgerEvent.Failed::error).isPresent();
        return lost ? UnfinishedPush.toDoWithoutText(state) : Advice.of(failed ? AFTER_ERROR : AGAIN);
    }

    /** A doubt of a namespace without a directory is among no problems. */
    private static Optional<Unfinished> doubt(MigrationState state) {
        Optional<Doubt> found =
                state.attempt().flatMap(MigrationState.Attempted::failed).flatMap(LedgerEvent.Failed::doubt);
        return found.map(doubt -> new Unfinished(
                "nobody but you can say whether statement " + doubt.statement() + " of push " + state.id()
                        + " took effect: " + doubt.reason()
                        + (doubt.text().isEmpty() ? "" : "\n  " + doubt.text().replace("\n", "\n  ")),
                "Statements before it are in effect, and none behind it.",
                Advice.of(
                        (doubt.query().isEmpty()
                                        ? "Look at what it should have done"
                                        : "Look with: " + doubt.query() + "\n")
                                + " and answer with one of\n    ",
                        Action.RESOLVE_APPLIED.about(state.id(), doubt.statement()),
                        "\n    ",
                        Action.RESOLVE_NOT_APPLIED.about(state.id(), doubt.statement()),
                        "\nthen run 'ledger push' again.")));
    }

    /** Returns the error of a push that failed, with what to do about it. */
    static MigrationFailedException in(MigrationFailedException error) {
        if (!names(error.advice(), Action.MIGRATE)) {
            return error;
        }
        String said = error.advice()
                .in(meant -> meant.action() == Action.MIGRATE ? "ledger push" : CommandWords.in(Advice.of(meant)));
        MigrationFailedException told = new MigrationFailedException(
                error.code(),
                error.what(),
                error.state(),
                Advice.of(said.startsWith(CHANGE_OF_SCRIPT) ? AFTER_ERROR : said),
                error.result(),
                error.getCause() == null ? error : error.getCause());
        told.setStackTrace(error.getStackTrace());
        return told;
    }

    private static boolean names(Advice advice, Action action) {
        return advice.actions().stream().anyMatch(meant -> meant.action() == action);
    }

    /** Returns a plan of {@code ledger migrate}, which leaves such a push alone, with a note of it. */
    static Plan noted(Optional<Ledger> ledger, Plan plan) {
        List<String> notes = new ArrayList<>(plan.notes());
        ledger.stream()
                .flatMap(of -> of.state().migrations().stream())
                .filter(MigrationState::unsettled)
                .filter(UnfinishedPush::isOne)
                .map(state -> "push " + state.id()
                        + " did not end: 'ledger push' finishes it, and 'ledger migrate' leaves it alone")
                .forEach(notes::add);
        return new Plan(plan.migrations(), notes, plan.afterFailure());
    }
}
