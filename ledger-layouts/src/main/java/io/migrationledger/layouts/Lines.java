package io.migrationledger.layouts;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.SqlScript;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a script one after another, however long it is. A line ends with a line feed. */
final class Lines implements Closeable {
    private final InputStream in;
    private int number;

    private Lines(InputStream in) {
        this.in = in;
    }

    static Lines of(SqlScript script) throws IOException {
        return new Lines(new BufferedInputStream(script.open()));
    }

    /**
     * A line.
     *
     * @param number counted from 1
     * @param bytes as they stand in the file, with the line's end
     */
    record Line(int number, byte[] bytes) {

        /** Returns the line without its end and without a byte order mark. */
        String text() {
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.length();
            while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
                end--;
            }
            return text.substring(number == 1 && text.startsWith("\uFEFF") ? 1 : 0, end);
        }

        /** Returns what ends the line: nothing, a line feed, or a carriage return and a line feed. */
        String end() {
            int length = bytes.length;
            if (length == 0 || bytes[length - 1] != '\n') {
                return "";
            }
            return length > 1 && bytes[length - 2] == '\r' ? "\r\n" : "\n";
        }
    }

    /** Returns the next line, or null after the last one. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
        }
        return line.size() == 0 ? null : new Line(++number, line.toByteArray());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Hears the lines of a script. */
    @FunctionalInterface
    interface Reader {
        void line(int number, String text);
    }

    /**
     * Reads all lines.
     *
     * @throws LedgerException where the script cannot be read
     */
    static void forEach(SqlScript script, Reader reader) {
        try (Lines lines = of(script)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                reader.line(line.number(), line.text());
            }
        } catch (IOException e) {
            throw new LedgerException(
                    ErrorCode.UNREADABLE_FILE,
                    script.location() + ": cannot be read (" + e.getClass().getSimpleName() + ")",
                    LedgerException.NOTHING_CHANGED,
                    "Check that the file exists and that this user may read it.",
                    e);
        }
    }
}
