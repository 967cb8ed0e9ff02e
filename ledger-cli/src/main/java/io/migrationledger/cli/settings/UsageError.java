package io.migrationledger.cli.settings;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;

/** What was asked for cannot be meant: an option, a setting or a name that is wrong. */
public final class UsageError {

    private UsageError() {}

    /** Returns the error to throw. */
    public static LedgerException of(String what, String next) {
        return LedgerException.input(ErrorCode.BAD_OPTION, what, next);
    }
}
