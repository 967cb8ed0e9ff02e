package io.migrationledger.spring.autoconfigure;

import io.migrationledger.LedgerException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows an error in its three parts in place of a stack trace. Found through spring.factories. */
final class LedgerFailureAnalyzer extends AbstractFailureAnalyzer<LedgerException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LedgerException cause) {
        String description = "Migration Ledger stopped the start.\n\n"
                + cause.code().code() + " " + cause.code().name() + ": " + cause.what() + "\n\n" + cause.state();
        return new FailureAnalysis(description, SpringWords.of(cause.advice()), cause);
    }
}
