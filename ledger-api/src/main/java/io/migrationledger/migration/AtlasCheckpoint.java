package io.migrationledger.migration;

import java.util.regex.Pattern;

/** A script that is the whole schema up to its version (https://atlasgo.io/versioned/checkpoint). */
final class AtlasCheckpoint {
    private static final Pattern MARK = Pattern.compile("-- atlas:checkpoint(?: .*)?");

    private AtlasCheckpoint() {}

    /** Returns whether a script says so as Atlas reads it: in the lines at its very beginning, with an empty one behind them. */
    static boolean isMarked(String head) {
        if (!isComment(head)) {
            return false;
        }
        boolean marked = false;
        for (String line : (Iterable<String>) head.lines()::iterator) {
            if (!isComment(line)) {
                return marked && line.isBlank();
            }
            marked |= MARK.matcher(line.strip()).matches();
        }
        return false;
    }

    private static boolean isComment(String text) {
        return text.startsWith("--") || text.startsWith("#");
    }
}
