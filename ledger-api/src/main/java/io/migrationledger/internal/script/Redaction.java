package io.migrationledger.internal.script;

import io.migrationledger.event.StepList;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a script's secrets out of errors: databases quote the statement that they refuse, and the ledger keeps what they
 * say for good. Of a statement that has to do with a credential nothing is shown; of others that only name such a thing,
 * as a column that is called password_hash, the words without values.
 */
public final class Redaction {
    private static final String INSTEAD =
            "the database refused the statement; its words are not shown, as they may quote a password";

    /** A program chose the words: RAISE EXCEPTION, SIGNAL. */
    private static final Set<String> OF_PROGRAMS = Set.of("P0001", "45000");

    private Redaction() {}

    /** Returns the error, or one without the values that the statement's text may hold. */
    public static Exception of(DialectSession session, Exception error, Optional<Unit> current) {
        boolean secret = current.filter(Redaction::isSecret).isPresent();
        if (!secret || error instanceof PreconditionUnmet || !(error instanceof SQLException sql)) {
            return error; // a precondition's error has no secrets from its beginning
        }
        String words = OF_PROGRAMS.contains(String.valueOf(sql.getSQLState()))
                ? INSTEAD
                : values(session, current.get())
                        .map(known -> MaskedWords.of(known, session.words(sql)))
                        .orElse(INSTEAD);
        return discreet(sql, words);
    }

    /** Returns whether the text may hold a secret. */
    static boolean isSecret(Unit unit) {
        return !(unit instanceof Unit.Code)
                && (StepList.mayHoldSecret(unit.written()) || StepList.mayHoldSecret(unit.text()));
    }

    /** Returns what of a statement are values; empty where nothing of it is to be shown. */
    static Optional<StatementValues> values(DialectSession session, Unit unit) {
        try {
            return StatementValues.of(unit.text(), unit.written(), session.syntax());
        } catch (SQLException e) {
            return Optional.empty(); // how the text is read is not known
        }
    }

    private static SQLException discreet(SQLException sql, String words) {
        SQLException discreet = new SQLException(words, sql.getSQLState(), sql.getErrorCode());
        discreet.setStackTrace(sql.getStackTrace());
        return discreet;
    }
}
