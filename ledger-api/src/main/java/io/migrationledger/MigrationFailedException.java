package io.migrationledger;

/** A migration failed or is in doubt; what was completed before it is in {@link #result()}. */
public final class MigrationFailedException extends LedgerException {
    private static final long serialVersionUID = 1L;

    private final transient MigrateResult result;

    /** Creates the error. */
    public MigrationFailedException(
            ErrorCode code, String what, String state, Advice next, MigrateResult result, Throwable cause) {
        super(code, what, state, next, cause);
        this.result = result;
    }

    /** Returns what the run did up to the failure. */
    public MigrateResult result() {
        return result;
    }
}
