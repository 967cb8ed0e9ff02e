package io.migrationledger.sql;

/**
 * A script that cannot be split: it ends inside something that was opened (a string, a comment, a body, inline data),
 * or a client command in it makes no sense. {@link #line()} and {@link #column()} say where that thing was opened.
 */
public final class SqlSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final int line;
    private final int column;
    private final String problem;
    private final String advice;

    /**
     * @param source the script's name, as given to the splitter
     * @param line 1-based line of what is wrong
     * @param column 1-based column, in UTF-16 code units
     * @param problem what is wrong, as the rest of a sentence; becomes part of the message
     * @param advice what to write instead, in a sentence or two
     */
    public SqlSyntaxException(String source, int line, int column, String problem, String advice) {
        super(source + ":" + line + ":" + column + ": " + problem);
        this.source = source;
        this.line = line;
        this.column = column;
        this.problem = problem;
        this.advice = advice;
    }

    /** Returns the script's name, as given to the splitter. */
    public String source() {
        return source;
    }

    /** Returns the 1-based line of what was opened or is wrong. */
    public int line() {
        return line;
    }

    /** Returns the 1-based column, in UTF-16 code units. */
    public int column() {
        return column;
    }

    /** Returns what is wrong, without the place. */
    public String problem() {
        return problem;
    }

    /** Returns what to write instead. */
    public String advice() {
        return advice;
    }
}
