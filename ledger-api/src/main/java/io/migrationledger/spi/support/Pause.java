package io.migrationledger.spi.support;

import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.time.Duration;

/** A pause of the thread between two looks at what it waits for. May be used by any thread. */
public final class Pause {

    private Pause() {}

    /**
     * Lets the thread sleep.
     *
     * @param time how long, to the millisecond
     * @param waitingFor what it waits for, in the words that stand after "interrupted while waiting for"
     * @throws LedgerException with {@link ErrorCode#LOCK_TIMEOUT} where the thread was interrupted; it stays interrupted
     */
    public static void sleep(Duration time, String waitingFor) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException(
                    ErrorCode.LOCK_TIMEOUT,
                    "interrupted while waiting for " + waitingFor,
                    "What is recorded in the ledger is in effect; nothing else is.",
                    Advice.again("."),
                    e);
        }
    }
}
