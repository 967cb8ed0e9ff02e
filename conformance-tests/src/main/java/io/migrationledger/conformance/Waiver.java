package io.migrationledger.conformance;

/**
 * A rule that a driver is known to break. Shown in the report, also where it happens to pass.
 *
 * @param rule the rule's number
 * @param reason why
 * @param link where it is discussed
 */
public record Waiver(String rule, String reason, String link) {

    /**
     * Checks that it says why.
     *
     * @throws IllegalArgumentException where the reason or the link is blank
     */
    public Waiver {
        if (reason.isBlank() || link.isBlank()) {
            throw new IllegalArgumentException("the waiver of " + rule + " needs a reason and a link");
        }
    }
}
