package io.migrationledger.layouts;

import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Some lines of a file as a script. The lines before it are empty ones, so that errors name the file's own lines; the
 * marks of the tool are taken out, so that nothing but SQL is left.
 *
 * @param file the file
 * @param first the first line, counted from 1
 * @param last the last line
 * @param kept returns a line as it is to be read, or the very same text
 * @param inPlace whether the lines before it are there, as empty ones
 */
record Part(SqlScript file, int first, int last, UnaryOperator<String> kept, boolean inPlace) implements SqlScript {

    static Part of(SqlScript file, int first, int last, UnaryOperator<String> kept) {
        return new Part(file, first, last, kept, true);
    }

    static Part whole(SqlScript file, UnaryOperator<String> kept) {
        return of(file, 1, Integer.MAX_VALUE, kept);
    }

    /** Returns the same without empty lines for those before it: what does not change when they do. */
    Part content() {
        return new Part(file, first, last, kept, false);
    }

    @Override
    public String location() {
        return file.location();
    }

    @Override
    public InputStream open() throws IOException {
        return new Stream(Lines.of(file));
    }

    private byte @Nullable [] next(Lines lines) throws IOException {
        for (Lines.Line line = lines.next(); line != null && line.number() <= last; line = lines.next()) {
            if (line.number() >= first) {
                String text = line.text();
                String read = kept.apply(text);
                return read.equals(text) ? line.bytes() : (read + line.end()).getBytes(StandardCharsets.UTF_8);
            }
            if (inPlace && !line.end().isEmpty()) {
                return line.end().getBytes(StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** The part's bytes, a line at a time. */
    private final class Stream extends InputStream {
        private final Lines lines;
        private byte[] line = new byte[0];
        private int at;

        Stream(Lines lines) {
            this.lines = lines;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (at == line.length) {
                byte[] next = next(lines);
                if (next == null) {
                    return -1;
                }
                line = next;
                at = 0;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, into, offset, count);
            at += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
