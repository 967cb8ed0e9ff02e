package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.spi.SessionOptions;

/** What is said where a command needs a ledger and there is none: the same by all of them. */
final class NoLedger {
    private NoLedger() {}

    /** Returns the error. */
    static LedgerException at(Invocation invocation) {
        if (invocation.isNoFileYet()) {
            return LedgerException.input(
                    ErrorCode.NO_LEDGER,
                    "there is no ledger here: the database does not exist",
                    "Check the address (--url), and the directory that the command is run in.");
        }
        return LedgerException.input(
                ErrorCode.NO_LEDGER,
                "there is no ledger here: the table '"
                        + invocation.configuration().table().orElse(SessionOptions.DEFAULT_TABLE)
                        + "' does not exist or holds no event",
                "Nothing has been run here with the ledger yet: '" + invocation.command("ledger migrate")
                        + "' begins it. If something has, check the address (--url), the schema (--schema) and the table's name (--table); if these are right,"
                        + " compare with a backup.");
    }

    /** Returns the error of a ledger that is at another place as one that says that there is none here. */
    static LedgerException orElse(LedgerException error) {
        return error.code() == ErrorCode.LEDGER_ELSEWHERE
                ? LedgerException.input(ErrorCode.NO_LEDGER, error.what(), error.advice())
                : error;
    }
}
