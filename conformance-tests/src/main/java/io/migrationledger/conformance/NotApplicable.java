package io.migrationledger.conformance;

/** A rule that has nothing to try on this fixture: shown as such in the report, never as passed. */
final class NotApplicable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotApplicable(String reason) {
        super(reason);
    }
}
