package io.migrationledger.layouts.convert;

import io.migrationledger.migration.SqlScript;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Some of the lines of a script, as they are; the last one without its end.
 *
 * @param script the script
 * @param lines which lines, counted from 1
 */
record KeptLines(SqlScript script, BitSet lines) implements SqlScript {

    @Override
    public String location() {
        return script.location();
    }

    @Override
    public InputStream open() throws IOException {
        return new Stream(new BufferedInputStream(script.open()));
    }

    /** Returns the next line's bytes with its end, or null after the last one. */
    static byte @Nullable [] next(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    private final class Stream extends InputStream {
        private final InputStream in;
        private int number;
        private byte[] line = new byte[0];
        private int at;

        Stream(InputStream in) {
            this.in = in;
        }

        private boolean advance() throws IOException {
            if (number >= lines.length()) {
                return false; // behind the last one that is kept
            }
            byte[] next = next(in);
            if (next == null) {
                return false;
            }
            number++;
            line = !lines.get(number) ? new byte[0] : number == lines.length() - 1 ? withoutEnd(next) : next;
            at = 0;
            return true;
        }

        private static byte[] withoutEnd(byte[] line) {
            int length = line.length;
            if (length > 0 && line[length - 1] == '\n') {
                length -= length > 1 && line[length - 2] == '\r' ? 2 : 1;
            }
            return java.util.Arrays.copyOf(line, length);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (at == line.length) {
                if (!advance()) {
                    return -1;
                }
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, into, offset, count);
            at += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
