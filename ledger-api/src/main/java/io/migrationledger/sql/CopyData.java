package io.migrationledger.sql;

import java.util.Optional;

/**
 * The data after {@code COPY … FROM stdin;}: from the next line up to a line that is just {@code \.}
 * (https://www.postgresql.org/docs/current/app-psql.html, pg_dump writes it).
 */
final class CopyData {
    private final ScriptCursor cursor;
    private final String source;

    CopyData(ScriptCursor cursor, String source) {
        this.cursor = cursor;
        this.source = source;
    }

    /** Passes the data and its end marker, and returns the data; empty if the script ends before the marker. */
    Optional<String> read() {
        skipRestOfLine();
        cursor.capture();
        while (cursor.peek() != ScriptCursor.END) {
            if (atMarker()) {
                String data = cursor.captured(cursor.offset());
                cursor.skip(2);
                return Optional.of(data);
            }
            cursor.skipUntil('\n', '\r');
            skipLineBreak();
        }
        cursor.discardCapture();
        return Optional.empty();
    }

    private boolean atMarker() {
        return cursor.peek() == '\\' && cursor.peek(1) == '.' && endsLine(cursor.peek(2));
    }

    private void skipRestOfLine() {
        while (cursor.peek() == ' ' || cursor.peek() == '\t') {
            cursor.next();
        }
        boolean comment = cursor.peek() == '-' && cursor.peek(1) == '-';
        if (!comment && !endsLine(cursor.peek())) {
            throw new SqlSyntaxException(
                    source,
                    cursor.line(),
                    cursor.column(),
                    "nothing may follow COPY … FROM stdin; on its line, because its data begins on the next one",
                    "Move it below the line \\. that ends the data.");
        }
        cursor.skipUntil('\n', '\r');
        skipLineBreak();
    }

    private void skipLineBreak() {
        if (cursor.next() == '\r' && cursor.peek() == '\n') {
            cursor.next();
        }
    }

    private static boolean endsLine(int c) {
        return c == ScriptCursor.END || c == '\n' || c == '\r';
    }
}
