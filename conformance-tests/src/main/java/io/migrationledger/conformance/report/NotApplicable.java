package io.migrationledger.conformance.report;

/** A rule that has nothing to try on this fixture: shown as such in the report, never as passed. */
public final class NotApplicable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotApplicable(String reason) {
        super(reason);
    }
}
