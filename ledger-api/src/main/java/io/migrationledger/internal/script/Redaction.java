package io.migrationledger.internal.script;

import io.migrationledger.event.StepList;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Keeps a script's secrets out of errors: databases quote the statement that they refuse, and the ledger keeps what they
 * say for good.
 */
public final class Redaction {
    private static final String INSTEAD =
            "the database refused the statement; its words are not shown, as they may quote a password";

    private Redaction() {}

    /** Returns the error, or one with its codes only where the statement's text is withheld for holding a secret. */
    public static Exception of(Exception error, Optional<Unit> current) {
        boolean secret = current.filter(Redaction::isSecret).isPresent();
        if (!secret || error instanceof PreconditionUnmet || !(error instanceof SQLException sql)) {
            return error; // a precondition's error has no secrets from its beginning
        }
        return discreet(sql);
    }

    /** Returns whether the text is withheld for holding a secret. */
    static boolean isSecret(Unit unit) {
        return !(unit instanceof Unit.Code) && StepList.mayHoldSecret(unit.written());
    }

    private static SQLException discreet(SQLException sql) {
        SQLException discreet = new SQLException(INSTEAD, sql.getSQLState(), sql.getErrorCode());
        discreet.setStackTrace(sql.getStackTrace());
        return discreet;
    }
}
