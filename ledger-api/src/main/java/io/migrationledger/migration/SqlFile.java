package io.migrationledger.migration;

/**
 * A script that a source found.
 *
 * @param name the file's own name, without its directory
 * @param script how to read it
 */
record SqlFile(String name, SqlScript script) {

    /** Returns whether a file of this name is a script; in any case of letters, so that none is passed over in silence. */
    static boolean isNamed(String name) {
        return name.regionMatches(true, name.length() - 4, ".sql", 0, 4);
    }
}
