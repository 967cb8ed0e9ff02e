package io.migrationledger.testdb;

import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What a test is told of servers that cannot run here. */
final class Availability {
    private static final String REQUIRED = "LEDGER_REQUIRE_SERVERS";

    private Availability() {}

    /**
     * Returns the reason as JUnit's exception for a test that is skipped.
     *
     * @throws AssertionFailedError in its place, where servers are required
     */
    static TestAbortedException unavailable(String what, RuntimeException reason) {
        String message = what + " is not available: " + reason.getMessage();
        if (isSet(REQUIRED)) {
            throw new AssertionFailedError(message + " (" + REQUIRED + "=true makes this a failure)", reason);
        }
        return new TestAbortedException(message + " (skipped; " + REQUIRED + "=true would make it a failure)", reason);
    }

    /** As an environment variable, or as a system property for builds that cannot set one. */
    static boolean isSet(String name) {
        return Boolean.parseBoolean(System.getenv(name)) || Boolean.getBoolean(name);
    }
}
