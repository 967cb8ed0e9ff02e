package io.migrationledger.sql;

import java.io.Reader;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The data after {@code COPY … FROM stdin;}: from the next line up to a line that is just {@code \.}
 * (https://www.postgresql.org/docs/current/app-psql.html, pg_dump writes it). Like psql, it does not look into the data: such a
 * line ends it inside the quotes of a CSV file, too.
 */
final class CopyReader extends Reader implements CopyData {
    private final ScriptCursor cursor;
    private final Supplier<SqlSyntaxException> withoutEnd;
    private final int firstLine;
    private boolean atLineStart = true;
    private boolean ended;
    private boolean passed;

    private CopyReader(ScriptCursor cursor, Supplier<SqlSyntaxException> withoutEnd) {
        this.cursor = cursor;
        this.withoutEnd = withoutEnd;
        this.firstLine = cursor.line();
    }

    /**
     * Passes what is left of the statement's line.
     *
     * @param source the script's name
     * @param withoutEnd makes the error of a script that ends before the data
     * @throws SqlSyntaxException where something follows the statement on its line
     */
    static CopyReader after(ScriptCursor cursor, String source, Supplier<SqlSyntaxException> withoutEnd) {
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
        if (cursor.next() == '\r' && cursor.peek() == '\n') {
            cursor.next();
        }
        return new CopyReader(cursor, withoutEnd);
    }

    @Override
    public int firstLine() {
        return firstLine;
    }

    @Override
    public Reader reader() {
        return this;
    }

    @Override
    public int read(char[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (passed) {
            throw new IllegalStateException("the script has been read beyond these data");
        }
        int read = 0;
        while (read < length && !atEnd()) {
            int copied = cursor.copyLine(target, offset + read, length - read);
            read += copied;
            follow(target[offset + read - 1]);
        }
        return read == 0 && length > 0 ? -1 : read;
    }

    /** Passes what has not been read, and the end marker. */
    void pass() {
        while (!atEnd()) {
            cursor.skipUntil('\n', '\r');
            if (cursor.peek() != ScriptCursor.END) {
                follow((char) cursor.next());
            }
        }
        passed = true;
    }

    private boolean atEnd() {
        if (!ended && cursor.peek() == ScriptCursor.END) {
            throw withoutEnd.get();
        }
        if (!ended && atLineStart && cursor.peek() == '\\' && cursor.peek(1) == '.' && endsLine(cursor.peek(2))) {
            cursor.skip(2);
            ended = true;
        }
        return ended;
    }

    /** A carriage return and a line feed end one line together. */
    private void follow(char last) {
        atLineStart = last == '\n' || (last == '\r' && cursor.peek() != '\n');
    }

    @Override
    public void close() {
        // The script is the splitter's.
    }

    private static boolean endsLine(int c) {
        return c == ScriptCursor.END || c == '\n' || c == '\r';
    }
}
