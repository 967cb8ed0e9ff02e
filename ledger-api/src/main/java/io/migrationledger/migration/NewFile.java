package io.migrationledger.migration;

/**
 * A file to write for a new migration.
 *
 * @param path where, below the directory of the migrations, with slashes
 * @param text what it begins with; ends with a line feed
 */
public record NewFile(String path, String text) {}
