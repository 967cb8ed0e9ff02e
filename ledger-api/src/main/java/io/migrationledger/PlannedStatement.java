package io.migrationledger;

import io.migrationledger.spi.StatementKind;

/**
 * One statement as it would run.
 *
 * @param number its number in the script, counted from 1
 * @param line its line in the file; 0 for a migration in Java
 * @param text the statement, placeholders replaced; the class and method of a migration in Java
 * @param kind how it relates to transactions
 * @param done whether it has taken effect already
 */
public record PlannedStatement(int number, int line, String text, StatementKind kind, boolean done) {}
