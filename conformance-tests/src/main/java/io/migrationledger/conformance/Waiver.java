package io.migrationledger.conformance;

/**
 * A rule that a driver is known to break. Shown in the report.
 *
 * @param rule the rule's number
 * @param reason why
 * @param link where it is discussed
 */
public record Waiver(String rule, String reason, String link) {}
