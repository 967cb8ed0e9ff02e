package io.migrationledger.internal.words;

import static io.migrationledger.ErrorCode.IN_DOUBT;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Problem;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/** What a person is told of a statement in doubt. */
public final class DoubtWords {

    /** What comes after the answer in a run that the doubt stopped. */
    public static final Advice AGAIN = Advice.of(Action.SAME, " again");

    private DoubtWords() {}

    /** Returns the problem, for whoever need not have been about to run something: it names what finishes the attempt. */
    public static Problem problem(MigrationState state) {
        return problem(state, Advice.of("'", state.isRollback() ? Action.ROLLBACK : Action.MIGRATE, "'"));
    }

    /** Returns the problem, and what to run after the answer. */
    public static Problem problem(MigrationState state, Advice then) {
        Doubt doubt = state.attempt()
                .flatMap(MigrationState.Attempted::failed)
                .flatMap(LedgerEvent.Failed::doubt)
                .orElseThrow();
        return new Problem(IN_DOUBT, Optional.of(state.id()), what(state.id(), doubt), next(state.id(), doubt, then));
    }

    public static String what(MigrationId id, Doubt doubt) {
        if (doubt.statement() == 0) {
            return doubt.file() + ": nobody but you can say how migration " + id + " stands: " + doubt.reason();
        }
        return doubt.file() + (doubt.line() == 0 ? "" : ":" + doubt.line())
                + ": nobody but you can say whether statement " + doubt.statement()
                + " of migration " + id + " took effect: " + doubt.reason()
                + (doubt.text().isEmpty() ? "" : "\n    " + doubt.text().replace("\n", "\n    "));
    }

    public static Advice next(MigrationId id, Doubt doubt, Advice then) {
        if (doubt.statement() == 0) {
            return Advice.of(
                    "Look at what its script would change, and answer with one of\n    ",
                    Action.RESOLVE_APPLIED.about(id),
                    "   (all of it is in effect)\n    ",
                    Action.RESOLVE_NOT_APPLIED.about(id),
                    "   (nothing of it is: it runs from its beginning)\n    ",
                    Action.RESOLVE_APPLIED.about(id, "N"),
                    "   (statements 1 to N are: it goes on after them)\nthen run ",
                    then,
                    ".");
        }
        String look =
                doubt.query().isEmpty() ? "Look at what it should have done" : "Look with\n    " + doubt.query() + "\n";
        return Advice.of(
                look + " and answer with one of\n    ",
                Action.RESOLVE_APPLIED.about(id, doubt.statement()),
                "\n    ",
                Action.RESOLVE_NOT_APPLIED.about(id, doubt.statement()),
                "\nthen run ",
                then,
                ".");
    }
}
