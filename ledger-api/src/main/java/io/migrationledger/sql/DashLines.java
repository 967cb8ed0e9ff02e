package io.migrationledger.sql;

/**
 * Hears of the lines of a script that begin with two dashes, wherever text of the script's own could stand: not inside of
 * strings, comments and the data of COPY. Told of all of them, also where the dialect does not take the dashes for a
 * comment.
 */
@FunctionalInterface
public interface DashLines {
    /** Hears nothing. */
    DashLines NONE = (line, text) -> {};

    /**
     * A line with two dashes before anything else.
     *
     * @param line its number
     * @param text what follows the dashes, of which no more than the first hundred characters
     */
    void line(int line, String text);
}
