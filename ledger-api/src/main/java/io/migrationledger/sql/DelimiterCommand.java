package io.migrationledger.sql;

/**
 * The argument of mysql's {@code DELIMITER}: the first word of the rest of the line, which may stand in quotes
 * (https://dev.mysql.com/doc/refman/8.4/en/mysql-commands.html). Nothing ends the command but the end of the line.
 */
final class DelimiterCommand {
    private static final int LONGEST = 64;

    private final ScriptCursor cursor;
    private final String source;

    DelimiterCommand(ScriptCursor cursor, String source) {
        this.cursor = cursor;
        this.source = source;
    }

    /** Passes the rest of the line and returns the delimiter. */
    String read(int line, int column) {
        boolean separated = isBlank(cursor.peek());
        while (isBlank(cursor.peek())) {
            cursor.next();
        }
        int quote = cursor.peek() == '\'' || cursor.peek() == '"' || cursor.peek() == '`' ? cursor.next() : 0;
        StringBuilder delimiter = new StringBuilder();
        while (!endsArgument(cursor.peek(), quote) && delimiter.length() <= LONGEST) {
            delimiter.append((char) cursor.next());
        }
        cursor.skipUntil('\n', '\r');
        String problem = problem(delimiter, separated);
        if (!problem.isEmpty()) {
            throw new SqlSyntaxException(
                    source, line, column, problem, "Write a short delimiter behind it on its line: DELIMITER $$");
        }
        return delimiter.toString();
    }

    private static String problem(StringBuilder delimiter, boolean separated) {
        if (delimiter.isEmpty() || !separated) {
            return "DELIMITER has to be followed by white space and the new delimiter, on the same line";
        }
        if (delimiter.length() > LONGEST) {
            return "DELIMITER is followed by more than " + LONGEST + " characters";
        }
        // the mysql client refuses it too
        return delimiter.indexOf("\\") >= 0 ? "a DELIMITER cannot contain a backslash" : "";
    }

    private static boolean endsArgument(int c, int quote) {
        return c == ScriptCursor.END || c == '\n' || c == '\r' || (quote == 0 ? isBlank(c) : c == quote);
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }
}
