package io.migrationledger;

import org.jspecify.annotations.Nullable;

/**
 * An error in three parts: what happened, what state the database is in now, and what to do next. The message joins
 * them, in the words of this library; it never holds a password.
 */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Where nothing was changed. */
    public static final String NOTHING_CHANGED = "Nothing in the database was changed.";

    private final ErrorCode code;
    private final String what;
    private final String state;
    private final Advice advice;

    /** Creates an error that has no cause. */
    public LedgerException(ErrorCode code, String what, String state, String next) {
        this(code, what, state, next, null);
    }

    /** Creates an error that has no cause, whose next step names actions. */
    public LedgerException(ErrorCode code, String what, String state, Advice next) {
        this(code, what, state, next, null);
    }

    /** Creates an error with its cause. */
    public LedgerException(ErrorCode code, String what, String state, String next, @Nullable Throwable cause) {
        this(code, what, state, Advice.of(next), cause);
    }

    /** Creates an error whose next step names actions. */
    public LedgerException(ErrorCode code, String what, String state, Advice next, @Nullable Throwable cause) {
        super(code.code() + ": " + what + "\n" + state + "\n" + next, cause);
        this.code = code;
        this.what = what;
        this.state = state;
        this.advice = next;
    }

    /** Returns an error of input that was found before anything was changed. */
    public static LedgerException input(ErrorCode code, String what, String next) {
        return new LedgerException(code, what, NOTHING_CHANGED, next);
    }

    /** Returns an error of input that was found before anything was changed, whose next step names actions. */
    public static LedgerException input(ErrorCode code, String what, Advice next) {
        return new LedgerException(code, what, NOTHING_CHANGED, next, null);
    }

    /** Returns the stable code. */
    public ErrorCode code() {
        return code;
    }

    /** Returns what happened: file, line, statement, the database's own words. */
    public String what() {
        return what;
    }

    /** Returns what state the database is in now. */
    public String state() {
        return state;
    }

    /** Returns what to do next, in the words of this library. */
    public String next() {
        return advice.toString();
    }

    /** Returns what to do next, for whoever says it in other words. */
    public Advice advice() {
        return advice;
    }
}
