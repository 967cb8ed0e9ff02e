package io.migrationledger.sql;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;

/**
 * A position in a script that is read chunk by chunk. Looks ahead a few characters, counts lines, and keeps the text
 * from {@link #capture} on, so that a statement is held once and the script never.
 */
class ScriptCursor {
    static final int END = -1;

    static final char BYTE_ORDER_MARK = '\uFEFF';
    /** Made anew for each reading of each script, and most are shorter: clearing it must cost little. */
    static final int CHUNK = 4 * 1024;

    private static final int LARGE_CAPTURE = 1 << 20;

    private final Reader reader;
    private final char[] buffer;
    private int position;
    private int limit;
    private long base;
    private boolean exhausted;

    private int line;
    private long lineStart;
    private long afterCarriageReturn = -1;

    private int captureStart = -1;
    private int longestCapture = Integer.MAX_VALUE;
    private long captureOffset;
    private StringBuilder captured = new StringBuilder();

    ScriptCursor(Reader reader, int firstLine) {
        this(reader, firstLine, CHUNK);
    }

    /** Over a text: most are short, and to clear a chunk for each would take longer than to read it. */
    ScriptCursor(String text, int firstLine) {
        this(new StringReader(text), firstLine, Math.min(CHUNK, text.length() + 1)); // one more, to find the end
    }

    private ScriptCursor(Reader reader, int firstLine, int chunk) {
        this.reader = reader;
        this.line = firstLine;
        this.buffer = new char[chunk];
    }

    long offset() {
        return base + position;
    }

    int line() {
        return line;
    }

    int column() {
        return (int) (offset() - lineStart) + 1;
    }

    /** Returns the next character without passing it, or {@link #END}. */
    int peek() {
        return position < limit || fill(1) ? buffer[position] : END;
    }

    /** Returns the character {@code ahead} after the next one, or {@link #END}; {@code ahead} is far less than a chunk. */
    int peek(int ahead) {
        return position + ahead < limit || fill(ahead + 1) ? buffer[position + ahead] : END;
    }

    /** Passes the next character and returns it, or {@link #END}. */
    int next() {
        if (position >= limit && !fill(1)) {
            return END;
        }
        char c = buffer[position++];
        if (c <= '\r') {
            countLine(c);
        }
        return c;
    }

    void skip(int characters) {
        for (int i = 0; i < characters; i++) {
            next();
        }
    }

    /** Passes all characters before the next {@code one} or {@code other}, or before the end. */
    void skipUntil(char one, char other) {
        while (position < limit || fill(1)) {
            char c = buffer[position];
            if (c == one || c == other) {
                return;
            }
            position++;
            if (c <= '\r') {
                countLine(c);
            }
        }
    }

    /**
     * Passes characters up to and with the next line feed or carriage return, at most {@code length}, and copies them.
     *
     * @return how many; 0 at the end
     */
    int copyLine(char[] target, int offset, int length) {
        int copied = 0;
        while (copied < length && (position < limit || fill(1))) {
            char c = buffer[position++];
            target[offset + copied++] = c;
            if (c <= '\r') {
                countLine(c);
                if (c == '\n' || c == '\r') {
                    break;
                }
            }
        }
        return copied;
    }

    boolean capturing() {
        return captureStart >= 0;
    }

    /** The text that is kept has become too long. */
    static final class CaptureTooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Keeps the text from here on, and throws {@link CaptureTooLong} once it is much longer than that.
     *
     * @param longest in UTF-16 code units
     */
    void capture(int longest) {
        longestCapture = longest;
        captureStart = position;
        captureOffset = offset();
    }

    /** Returns the text from {@link #capture} to the offset, which has been passed, and stops keeping it. */
    String captured(long endOffset) {
        int length = (int) (endOffset - captureOffset);
        String text;
        if (captured.isEmpty()) {
            text = new String(buffer, captureStart, length);
        } else {
            captured.append(buffer, captureStart, position - captureStart);
            captured.setLength(length);
            text = captured.toString();
        }
        discardCapture();
        return text;
    }

    void discardCapture() {
        captureStart = -1;
        if (captured.capacity() > LARGE_CAPTURE) {
            captured = new StringBuilder();
        } else {
            captured.setLength(0);
        }
    }

    private void countLine(char c) {
        if (c == '\n') {
            if (offset() - 1 != afterCarriageReturn) {
                line++;
            }
            lineStart = offset();
        } else if (c == '\r') {
            line++;
            lineStart = offset();
            afterCarriageReturn = lineStart;
        }
    }

    /** Reads until {@code wanted} characters lie ahead; returns false if the script has fewer. */
    private boolean fill(int wanted) {
        while (limit - position < wanted) {
            if (exhausted) {
                return false;
            }
            if (position > 0 && limit == buffer.length) {
                compact();
            }
            read();
        }
        return true;
    }

    private void compact() {
        if (captureStart >= 0) {
            captured.append(buffer, captureStart, position - captureStart);
            captureStart = 0;
            if (captured.length() > longestCapture) {
                throw new CaptureTooLong();
            }
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        base += position;
        limit -= position;
        position = 0;
    }

    private void read() {
        try {
            int count = reader.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                exhausted = true;
            } else {
                boolean first = base == 0 && limit == 0 && count > 0;
                limit += count;
                if (first && buffer[0] == BYTE_ORDER_MARK) {
                    position = 1;
                    lineStart = 1;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
