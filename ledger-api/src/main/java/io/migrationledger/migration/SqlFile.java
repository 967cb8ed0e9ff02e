package io.migrationledger.migration;

import io.migrationledger.ErrorCode;
import io.migrationledger.Problem;
import java.util.Optional;

/**
 * A file that a source found.
 *
 * @param path where it is below the source, with slashes: {@code 2026/0001_create_users.sql}
 * @param script how to read it
 */
record SqlFile(String path, SqlScript script) {

    /** Returns the file's own name, without its directory. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns where it is, as a person would name it. */
    String location() {
        return script.location();
    }

    /** Returns a problem of this file. */
    Problem problem(ErrorCode code, String what, String next) {
        return new Problem(code, Optional.empty(), location() + ": " + what, next);
    }

    /** Returns whether a file of this name is a script; in any case of letters, so that none is passed over in silence. */
    static boolean isNamed(String name) {
        return name.regionMatches(true, name.length() - 4, ".sql", 0, 4);
    }
}
