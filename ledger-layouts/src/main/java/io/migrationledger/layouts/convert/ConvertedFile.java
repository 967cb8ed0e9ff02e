package io.migrationledger.layouts.convert;

import io.migrationledger.migration.SqlScript;

/**
 * A file of the ledger's own layout.
 *
 * @param path where, below the new directory, with slashes
 * @param from the file that it comes from, as a person would name it
 * @param text its bytes
 */
public record ConvertedFile(String path, String from, SqlScript text) {

    /** Returns whether it holds the settings of the script beside it. */
    public boolean isSettings() {
        return path.endsWith(".ledger");
    }
}
