package io.migrationledger.cli.command;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.StatusReport;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.Intent;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationState.Attempted;
import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/** What is told to a person who names a migration and gives no answer: what is open, and the commands to choose from. */
final class ResolveQuestion {
    private ResolveQuestion() {}

    /** Returns the error. */
    static LedgerException of(Invocation invocation, MigrationId id) {
        if (invocation.isNoFileYet()) {
            return NoLedger.at(invocation);
        }
        StatusReport report = invocation.reader().status();
        Optional<StatusReport.Line> line =
                report.lines().stream().filter(one -> one.id().equals(id)).findFirst();
        if (line.isEmpty()) {
            return LedgerException.input(
                    ErrorCode.UNKNOWN_MIGRATION,
                    "no migration has the id " + id,
                    Advice.of("See '", Action.STATUS, "' for the ids."));
        }
        Optional<Attempted> attempt = line.get().state().flatMap(MigrationState::attempt);
        if (attempt.isPresent()) {
            MigrationId shown = line.get().id(); // as its file writes it
            String needed = "resolve needs an answer for migration " + shown + ", --applied or --not-applied\n";
            return LedgerException.input(
                    ErrorCode.BAD_OPTION, needed + open(line.get(), attempt.get()), answers(shown, attempt.get()));
        }
        return report.problems().stream()
                .filter(problem -> problem.code() == ErrorCode.FORGOTTEN
                        && problem.id().filter(id::equals).isPresent())
                .findFirst()
                .map(ResolveQuestion::forgotten)
                .orElseGet(() -> LedgerException.input(
                        ErrorCode.NOTHING_TO_DECLARE,
                        "nothing of migration " + id + " is open: it is "
                                + Readable.word(line.get().standing()),
                        Advice.of("Nothing needs to be resolved; '", Action.STATUS, "' shows how it stands.")));
    }

    private static LedgerException forgotten(Problem problem) {
        return LedgerException.input(ErrorCode.BAD_OPTION, problem.what(), problem.advice());
    }

    /** Says what is open. */
    private static String open(StatusReport.Line line, Attempted attempt) {
        Optional<Doubt> doubt = doubt(attempt);
        if (doubt.isPresent()) {
            return open(doubt.get());
        }
        return line.unfinished()
                .map(unfinished -> unfinished.what() + "\n" + unfinished.now())
                .orElseGet(() -> "It is " + Readable.word(line.standing()) + ".");
    }

    private static String open(Doubt doubt) {
        if (doubt.statement() == 0) {
            return doubt.file() + ": " + doubt.reason();
        }
        return doubt.file() + (doubt.line() == 0 ? "" : ":" + doubt.line()) + ": whether statement " + doubt.statement()
                + " took effect, nobody but you can say: " + doubt.reason()
                + (doubt.text().isEmpty() ? "" : "\n    " + doubt.text().replace("\n", "\n    "));
    }

    private static Optional<Doubt> doubt(Attempted attempt) {
        return attempt.failed().flatMap(LedgerEvent.Failed::doubt);
    }

    /** Names the two commands; where it is not known how far another tool got, the three. */
    private static Advice answers(MigrationId id, Attempted attempt) {
        Optional<Doubt> doubt = doubt(attempt);
        String look = doubt.map(Doubt::query)
                .filter(query -> !query.isEmpty())
                .map(query -> "Look with\n    " + query + "\nand")
                .orElse("Look at what it should have done, and");
        boolean down = attempt.direction() == Direction.DOWN;
        return Advice.of(
                look + " answer with one of\n    ",
                choices(id, attempt, doubt.filter(one -> one.statement() == 0).isPresent()),
                "\nthen run '",
                down ? Action.ROLLBACK : Action.MIGRATE,
                "'.");
    }

    private static Advice choices(MigrationId id, Attempted attempt, boolean unknown) {
        int statement = statement(attempt);
        if (statement > 0) {
            return Advice.of(
                    Action.RESOLVE_APPLIED.about(id, statement),
                    "   (statement " + statement + " took effect: the next run goes on after it)\n    ",
                    Action.RESOLVE_NOT_APPLIED.about(id, statement),
                    "   (it did not: the next run begins with it)");
        }
        if (attempt.direction() == Direction.DOWN) {
            return Advice.of(
                    Action.RESOLVE_APPLIED.about(id, attempt.started().statements()),
                    "   (all of it was undone: it is in effect no more)\n    ",
                    Action.RESOLVE_NOT_APPLIED.about(id),
                    "   (nothing of it was undone: it is in effect as before)");
        }
        return Advice.of(
                Action.RESOLVE_APPLIED.about(id),
                "   (all of it is in effect)\n    ",
                Action.RESOLVE_NOT_APPLIED.about(id),
                "   (nothing of it is: it runs from its beginning)",
                unknown
                        ? Advice.of(
                                "\n    ",
                                Action.RESOLVE_APPLIED.about(id, "N"),
                                "   (statements 1 to N are: it goes on after them)")
                        : "");
    }

    /** Returns the statement that the question is about, or 0 where it is about the whole. */
    private static int statement(Attempted attempt) {
        Optional<Integer> asked = attempt.failed().isPresent()
                ? doubt(attempt).map(Doubt::statement)
                : attempt.intent().map(Intent::statement);
        int next = attempt.done() == 0
                ? 0
                : Math.min(attempt.done() + 1, attempt.started().statements());
        return asked.orElse(next);
    }
}
