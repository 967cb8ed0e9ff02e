package io.migrationledger.migration;

/** A script that is the whole schema up to its version (https://atlasgo.io/versioned/checkpoint). */
final class AtlasCheckpoint {
    private static final String WORDS = "atlas:checkpoint";

    private AtlasCheckpoint() {}

    /** Returns whether a script says so as Atlas reads it: in the lines at its very beginning, with an empty one behind them. */
    static boolean isMarked(String head) {
        if (!head.contains(WORDS) || !isComment(head)) {
            return false; // nearly every script
        }
        boolean marked = false;
        for (String line : (Iterable<String>) head.lines()::iterator) {
            if (!isComment(line)) {
                return marked && line.isBlank();
            }
            marked |= line.strip().equals("-- " + WORDS) || line.startsWith("-- " + WORDS + " ");
        }
        return false;
    }

    private static boolean isComment(String text) {
        return text.startsWith("--") || text.startsWith("#");
    }
}
