package io.migrationledger.event;

/**
 * One statement, or another tool's whole attempt, of which nobody but a person can say whether it took effect.
 *
 * @param statement its number in the script, counted from 1; 0 where it is not known how far another tool got
 * @param file the script
 * @param line line of the statement in the file, counted from 1
 * @param text the statement, shortened
 * @param reason why the driver could not decide
 * @param query a query that shows the person what to look at, or the empty string
 */
public record Doubt(int statement, String file, int line, String text, String reason, String query) {}
