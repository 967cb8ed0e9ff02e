package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects an error of the ledger by its code. */
final class Refusal {
    private Refusal() {}

    /** Returns the error, so that a test can look at its words. */
    static LedgerException refused(ErrorCode code, ThrowingCallable call) {
        LedgerException error = catchThrowableOfType(LedgerException.class, call);
        Assertions.assertThat(error).as("expected %s", code).isNotNull();
        Assertions.assertThat(error.code()).as("%s", error.getMessage()).isEqualTo(code);
        return error;
    }
}
