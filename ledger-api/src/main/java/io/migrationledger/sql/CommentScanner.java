package io.migrationledger.sql;

import io.migrationledger.sql.SqlSyntax.Feature;

/** Passes comments, and tells those that hide from those that are executed. */
final class CommentScanner {
    /** How much of a line with dashes is told. */
    private static final int DASH_LINE_LIMIT = 100;

    private final ScriptCursor cursor;
    private final String source;
    private final String dialect;
    private final boolean nested;
    private final boolean hash;
    private final boolean slash;
    private final boolean dashNeedsSpace;
    private final boolean carriageReturnEnds;
    private final boolean executable;
    private final boolean mariadbExecutable;

    private DashLines dashLines = DashLines.NONE;
    /** The line on which something stands already. */
    private int occupiedLine;

    private int executableDepth;
    private int executableLine;
    private int executableColumn;

    CommentScanner(ScriptCursor cursor, SqlSyntax syntax, String source) {
        this.cursor = cursor;
        this.source = source;
        this.dialect = syntax.name();
        this.nested = syntax.has(Feature.NESTED_COMMENTS);
        this.hash = syntax.has(Feature.HASH_COMMENTS);
        this.slash = syntax.has(Feature.SLASH_COMMENTS);
        this.dashNeedsSpace = syntax.has(Feature.DASH_COMMENT_NEEDS_SPACE);
        this.carriageReturnEnds = syntax.has(Feature.CARRIAGE_RETURN_ENDS_COMMENT);
        this.executable = syntax.has(Feature.EXECUTABLE_COMMENTS);
        this.mariadbExecutable = syntax.has(Feature.MARIADB_EXECUTABLE_COMMENTS);
    }

    /** Sets what hears of lines that begin with two dashes. */
    void telling(DashLines newDashLines) {
        dashLines = newDashLines;
    }

    /** Something stands on the line of the cursor, which does not begin with what follows. */
    void occupyLine() {
        occupiedLine = cursor.line();
    }

    /**
     * Tells of the line, where it begins with the character at the cursor and that with two dashes; a # before them, where
     * it begins a comment, is passed over.
     */
    void tellOfDashes(int c) {
        if ((c != '-' && c != '#') || dashLines == DashLines.NONE || cursor.line() == occupiedLine) {
            return;
        }
        int dashes = 0;
        if (c == '#') {
            dashes = cursor.peek(1) == ' ' ? 2 : 1;
        }
        if ((c == '#' && !hash) || cursor.peek(dashes) != '-' || cursor.peek(dashes + 1) != '-') {
            return;
        }
        occupyLine();
        StringBuilder text = new StringBuilder();
        for (int i = dashes + 2; i < dashes + 2 + DASH_LINE_LIMIT; i++) {
            int next = cursor.peek(i);
            if (next == ScriptCursor.END || next == '\n' || next == '\r') {
                break;
            }
            text.append((char) next);
        }
        dashLines.line(cursor.line(), text.toString());
    }

    boolean inExecutable() {
        return executableDepth > 0;
    }

    boolean atLineComment(int c) {
        if (c == '-' && cursor.peek(1) == '-') {
            // https://dev.mysql.com/doc/refman/8.4/en/ansi-diff-comments.html: 5--1 is 6
            return !dashNeedsSpace || isSpaceOrControl(cursor.peek(2));
        }
        return (c == '#' && hash) || (c == '/' && slash && cursor.peek(1) == '/');
    }

    boolean atBlockComment(int c) {
        return c == '/' && cursor.peek(1) == '*' && executableMark() == 0;
    }

    /**
     * Passes a comment up to the end of its line. MySQL and SQLite end it at a line feed only, so that a lone carriage
     * return inside a statement would silently hide the statement's next line from them: that is refused. Between
     * statements, where the comment is dropped anyway, it ends the comment.
     */
    void skipLineComment() {
        int line = cursor.line();
        int column = cursor.column();
        cursor.skipUntil('\n', '\r');
        if (cursor.peek() == '\r' && hidesNextLine(cursor.peek(1))) {
            throw new SqlSyntaxException(
                    source,
                    line,
                    column,
                    "the comment that begins here ends with a lone carriage return, which " + dialect
                            + " does not take for the end of a line, so that it would take the next line for a part of it",
                    "Save the file with line feeds (or carriage return and line feed) at the ends of its lines.");
        }
    }

    private boolean hidesNextLine(int afterCarriageReturn) {
        return afterCarriageReturn != '\n'
                && afterCarriageReturn != ScriptCursor.END
                && !carriageReturnEnds
                && cursor.capturing();
    }

    void skipBlockComment() {
        int line = cursor.line();
        int column = cursor.column();
        cursor.skip(2);
        int depth = 1;
        while (depth > 0) {
            cursor.skipUntil('*', nested ? '/' : '*');
            int c = cursor.next();
            if (c == ScriptCursor.END) {
                throw unclosed(line, column);
            }
            if (c == '*' && cursor.peek() == '/') {
                cursor.next();
                depth--;
            } else if (c == '/' && nested && cursor.peek() == '*') {
                cursor.next();
                depth++;
            }
        }
    }

    /** Passes the mark and the version number of an executable comment; false if there is none. */
    boolean enterExecutable(int c) {
        int mark = c == '/' && cursor.peek(1) == '*' ? executableMark() : 0;
        if (mark == 0) {
            return false;
        }
        if (executableDepth++ == 0) {
            executableLine = cursor.line();
            executableColumn = cursor.column();
        }
        cursor.skip(mark);
        // the version has five or six digits, and no white space before it
        for (int i = 0; i < 6 && cursor.peek() >= '0' && cursor.peek() <= '9'; i++) {
            cursor.next();
        }
        return true;
    }

    boolean leaveExecutable(int c) {
        if (executableDepth == 0 || c != '*' || cursor.peek(1) != '/') {
            return false;
        }
        cursor.skip(2);
        executableDepth--;
        return true;
    }

    void requireClosed() {
        if (executableDepth > 0) {
            throw unclosed(executableLine, executableColumn);
        }
    }

    private SqlSyntaxException unclosed(int line, int column) {
        return new SqlSyntaxException(
                source,
                line,
                column,
                "the comment that begins here with /* is not closed before the end",
                "Write */ where it ends.");
    }

    /** Returns the length of the mark that begins an executable comment; 0 if the comment is an ordinary one. */
    private int executableMark() {
        int mark = 0;
        if (executable && cursor.peek(2) == '!') {
            mark = 3;
        } else if (mariadbExecutable && cursor.peek(2) == 'M' && cursor.peek(3) == '!') {
            mark = 4;
        }
        return mark > 0 && neverExecuted(mark) ? 0 : mark;
    }

    /**
     * mariadb-dump begins its output with a command to the client in a comment for version 99.99.99, which no server
     * executes (https://mariadb.org/mariadb-dump-file-compatibility-change/).
     */
    private boolean neverExecuted(int mark) {
        for (int i = 0; i < 6; i++) {
            if (cursor.peek(mark + i) != '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpaceOrControl(int c) {
        return c <= ' ' || c == 0x7f;
    }
}
