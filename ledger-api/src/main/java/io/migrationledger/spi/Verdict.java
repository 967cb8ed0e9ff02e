package io.migrationledger.spi;

/** What a probe found out about a statement that may or may not have run. */
public sealed interface Verdict {

    /** Its target is as it was before: run it. */
    record DidNotHappen() implements Verdict {}

    /** Its target has changed as it would: mark it. */
    record Happened() implements Verdict {}

    /**
     * Whether it happened does not matter: run it again.
     *
     * @param reason why repeating does no harm
     */
    record Repeatable(String reason) implements Verdict {}

    /**
     * Nobody but a person can say.
     *
     * @param reason why not
     * @param query a query that shows the person what to look at, or the empty string
     */
    record Undecided(String reason, String query) implements Verdict {}
}
