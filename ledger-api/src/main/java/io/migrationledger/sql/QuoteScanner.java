package io.migrationledger.sql;

/** Passes what stands in quotes. */
final class QuoteScanner {
    private final ScriptCursor cursor;
    private final String source;

    QuoteScanner(ScriptCursor cursor, String source) {
        this.cursor = cursor;
        this.source = source;
    }

    /** Passes from the opening quote to the closing one; a doubled quote, or an escaped one, does not close. */
    void skipQuoted(char quote, boolean backslash, String what) {
        int line = cursor.line();
        int column = cursor.column();
        cursor.next();
        while (true) {
            cursor.skipUntil(quote, backslash ? '\\' : quote);
            int c = cursor.next();
            if (c == '\\' && backslash) {
                c = cursor.next();
            } else if (c == quote) {
                if (cursor.peek() != quote) {
                    return;
                }
                cursor.next();
            }
            if (c == ScriptCursor.END) {
                throw unclosed(line, column, what, String.valueOf(quote), String.valueOf(quote));
            }
        }
    }

    /** Passes {@code […]}; nothing escapes the closing bracket. */
    void skipBracket() {
        int line = cursor.line();
        int column = cursor.column();
        cursor.skipUntil(']', ']');
        if (cursor.next() == ScriptCursor.END) {
            throw unclosed(line, column, "quoted identifier", "[", "]");
        }
    }

    /**
     * Passes {@code $tag$…$tag$}, the cursor being at a dollar sign that may open it. Returns false if it did not: then
     * the dollar sign and the word after it have been passed.
     */
    boolean skipDollarQuoted() {
        int line = cursor.line();
        int column = cursor.column();
        cursor.next();
        StringBuilder opening = new StringBuilder("$");
        while (SqlCharacters.isTagPart(cursor.peek())) {
            opening.append((char) cursor.next());
        }
        if (cursor.peek() != '$') {
            return false;
        }
        opening.append((char) cursor.next());
        skipPast(opening.toString(), line, column);
        return true;
    }

    /** A tag contains no dollar sign, so a failed comparison begins again at the next one and nothing is read twice. */
    private void skipPast(String closing, int line, int column) {
        cursor.skipUntil('$', '$');
        int matched = 0;
        while (matched < closing.length()) {
            int c = cursor.next();
            if (c == ScriptCursor.END) {
                throw unclosed(line, column, "string", closing, closing);
            }
            if (c == closing.charAt(matched)) {
                matched++;
            } else if (c == '$') {
                matched = 1;
            } else {
                matched = 0;
                cursor.skipUntil('$', '$');
            }
        }
    }

    private SqlSyntaxException unclosed(int line, int column, String what, String opening, String closing) {
        return new SqlSyntaxException(
                source,
                line,
                column,
                "the " + what + " that begins here with " + opening + " is not closed before the end",
                "Write " + closing + " where it ends."
                        + (opening.startsWith("$") || opening.equals("[")
                                ? ""
                                : " Inside it, write " + closing + closing + "."));
    }
}
