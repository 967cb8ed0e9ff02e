package io.migrationledger.internal.script;

import io.migrationledger.migration.Precondition;
import java.sql.SQLException;

/** A precondition is not met. The transaction is as it was before. */
public final class PreconditionUnmet extends SQLException {
    private static final long serialVersionUID = 1L;

    /** ISO/IEC 9075: a condition that a user raises. */
    private static final String STATE = "45000";

    private final Precondition.Otherwise otherwise;

    PreconditionUnmet(String message, Precondition.Otherwise otherwise) {
        super(message, STATE);
        this.otherwise = otherwise;
    }

    PreconditionUnmet(SQLException cause, Precondition.Otherwise otherwise) {
        super(
                "the precondition cannot be asked: " + cause.getMessage(),
                cause.getSQLState(),
                cause.getErrorCode(),
                cause);
        this.otherwise = otherwise;
    }

    /** Returns what becomes of the migration. */
    public Precondition.Otherwise otherwise() {
        return otherwise;
    }
}
