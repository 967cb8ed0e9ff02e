package io.migrationledger;

import io.migrationledger.event.LedgerEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something is wrong with the migrations or with the ledger's state, found before anything ran. {@link #problems()} has
 * all of it, so that a person can fix all files at once. The message shows the first twenty.
 */
public final class ValidationException extends LedgerException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final transient List<Problem> problems;
    private final transient Optional<LedgerEvent> head;

    /**
     * Creates the error; its code is that of the first problem, or {@link ErrorCode#IN_DOUBT} where one has it, as
     * everything else waits for the answer to a doubt.
     *
     * @param problems at least one
     */
    public ValidationException(List<Problem> problems) {
        this(problems, Optional.empty());
    }

    /**
     * Creates the error of a run that was refused; its code is that of the first problem, or {@link ErrorCode#IN_DOUBT}
     * where one has it.
     *
     * @param problems at least one
     * @param head the newest event of the ledger, where the run recorded it before it was refused; otherwise empty
     */
    public ValidationException(List<Problem> problems, Optional<LedgerEvent> head) {
        super(first(problems).code(), what(problems), state(first(problems), head), next(problems), null);
        this.problems = List.copyOf(problems);
        this.head = head;
    }

    /** Returns everything that was found, at least one. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * Returns the newest event of the ledger as the run left it, where it recorded something before it was refused: another
     * tool's history that it took over, or what it found out about an attempt that was cut off. Otherwise empty.
     */
    public Optional<LedgerEvent> head() {
        return head;
    }

    private static Problem first(List<Problem> problems) {
        for (Problem problem : problems) {
            if (problem.code() == ErrorCode.IN_DOUBT) {
                return problem;
            }
        }
        return problems.get(0);
    }

    /** Something of a migration in doubt may be in effect: that nothing was changed is true of this run alone. */
    private static String state(Problem first, Optional<LedgerEvent> head) {
        if (first.code() == ErrorCode.IN_DOUBT) {
            return "This run ran no statement. What an earlier one did is in effect.";
        }
        return head.isPresent()
                ? "This run ran no statement. What it found here before that is recorded."
                : NOTHING_CHANGED;
    }

    private static boolean aboutOne(List<Problem> problems) {
        return problems.size() == 1 || first(problems).code() == ErrorCode.IN_DOUBT;
    }

    private static String what(List<Problem> problems) {
        if (aboutOne(problems)) {
            return first(problems).what();
        }
        StringBuilder what = new StringBuilder(problems.size() + " problems:");
        for (Problem problem : problems.subList(0, Math.min(problems.size(), SHOWN))) {
            what.append("\n  ").append(problem.code().code()).append(": ").append(problem.what());
        }
        if (problems.size() > SHOWN) {
            what.append("\n  and ").append(problems.size() - SHOWN).append(" more");
        }
        return what.toString();
    }

    private static Advice next(List<Problem> problems) {
        if (aboutOne(problems)) {
            return first(problems).advice();
        }
        Set<Advice> plain = new LinkedHashSet<>();
        Set<Advice> coded = new LinkedHashSet<>();
        for (Problem problem : problems.subList(0, Math.min(problems.size(), SHOWN))) {
            plain.add(problem.advice());
            coded.add(Advice.of(problem.code().code(), ": ", problem.advice()));
        }
        return Advice.join("\n", plain.size() == 1 ? plain : coded);
    }
}
