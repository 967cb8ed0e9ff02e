package io.migrationledger.layouts;

import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Some lines of a file as a script. The lines before it are empty ones, so that errors name the file's own lines; the
 * marks of the tool are taken out, so that nothing but SQL is left.
 *
 * @param file the file
 * @param first the first line, counted from 1
 * @param last the last line
 * @param kept what is read of each line
 * @param inPlace whether each line is in its place; else empty lines at both ends and those of marks are left out
 */
record Part(SqlScript file, int first, int last, Kept kept, boolean inPlace) implements SqlScript {

    /** Takes marks out of lines. */
    @FunctionalInterface
    interface Kept {
        /** Returns a line as it is to be read: the very same text, another, or the empty one. */
        String line(int number, String text);
    }

    static Part of(SqlScript file, int first, int last, Kept kept) {
        return new Part(file, first, last, kept, true);
    }

    static Part whole(SqlScript file, Kept kept) {
        return of(file, 1, Integer.MAX_VALUE, kept);
    }

    /** Returns what does not change when what stands around the part does: for a checksum. */
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

    /** The part's bytes, a line at a time. */
    private final class Stream extends InputStream {
        private final Lines lines;
        private byte[] line = new byte[0];
        private int at;
        private int empty = -1;

        Stream(Lines lines) {
            this.lines = lines;
        }

        private byte @Nullable [] next() throws IOException {
            for (Lines.Line next = lines.next(); next != null && next.number() <= last; next = lines.next()) {
                byte @Nullable [] bytes = inPlace ? inPlace(next) : content(next);
                if (bytes != null) {
                    return bytes;
                }
            }
            return null;
        }

        private byte[] inPlace(Lines.Line next) {
            if (next.number() < first) {
                return next.end().getBytes(StandardCharsets.UTF_8);
            }
            String text = next.text();
            String read = kept.line(next.number(), text);
            return read.equals(text) ? next.bytes() : (read + next.end()).getBytes(StandardCharsets.UTF_8);
        }

        private byte @Nullable [] content(Lines.Line next) {
            if (next.number() < first) {
                return null;
            }
            String text = next.text();
            String read = kept.line(next.number(), text);
            if (read.isBlank()) {
                if (text.isBlank() && empty >= 0) {
                    empty++;
                }
                return null;
            }
            String before = empty < 0 ? "" : "\n".repeat(empty + 1);
            empty = 0;
            return (before + read).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (at == line.length) {
                byte[] next = next();
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
