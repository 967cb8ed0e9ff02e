package io.migrationledger.event;

/**
 * An error as the database or the program reported it.
 *
 * @param statement number of the statement in the script, counted from 1; 0 where it was not a statement that failed
 * @param file the script, or the empty string
 * @param line line of the statement in the file, counted from 1; 0 where unknown
 * @param sqlState the SQLSTATE, or the empty string
 * @param vendorCode the database's own error number, or 0
 * @param message the database's own words, without secrets
 */
public record Failure(int statement, String file, int line, String sqlState, int vendorCode, String message) {}
