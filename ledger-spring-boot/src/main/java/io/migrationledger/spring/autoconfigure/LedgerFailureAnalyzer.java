package io.migrationledger.spring.autoconfigure;

import io.migrationledger.Action;
import io.migrationledger.LedgerException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows an error in its three parts in place of a stack trace. Found through spring.factories. */
final class LedgerFailureAnalyzer extends AbstractFailureAnalyzer<LedgerException> {

    private static final String AS_WELL = "To start the application again migrates, too, where its mode is migrate.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LedgerException cause) {
        String description = "Migration Ledger stopped the start.\n\n"
                + cause.code().code() + " " + cause.code().name() + ": " + cause.what() + "\n\n" + cause.state();
        boolean migrates = cause.advice().actions().contains(Action.MIGRATE.about());
        String action = migrates ? cause.next() + "\n\n" + AS_WELL : cause.next();
        return new FailureAnalysis(description, action, cause);
    }
}
