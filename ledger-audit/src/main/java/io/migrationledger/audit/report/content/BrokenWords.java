package io.migrationledger.audit.report.content;

import io.migrationledger.ErrorCode;
import io.migrationledger.Verification;

/** What a report says, before anything else, of a ledger that was changed by other means. */
public final class BrokenWords {
    /** What is to be done. */
    public static final String ADVICE =
            "Somebody changed the table by other means than the ledger. Compare it with a backup; run nothing before that is"
                    + " clear.";

    private BrokenWords() {}

    /** Returns the first words: loud, and with the error's code. */
    public static String headline(Verification.Broken broken) {
        return "BROKEN (" + ErrorCode.BROKEN_CHAIN.code() + "): the chain of hashes is broken at event "
                + Words.number(broken.sequence());
    }

    /** Returns what is counted all the same. */
    public static String counted(Verification found) {
        return found.events() == 0
                ? "No event before it is left to count: every number here is 0."
                : "Every number here counts only "
                        + (found.events() == 1 ? "the event" : "the " + Words.count(found.events(), "event"))
                        + " before it. Files were not compared.";
    }
}
