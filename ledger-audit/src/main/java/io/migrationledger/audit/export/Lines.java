package io.migrationledger.audit.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8, each of which ends with one line feed. Confined to one thread. */
final class Lines {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    /**
     * Reads from a stream.
     *
     * @param digest takes every byte of the lines but those of the last one that was read
     */
    Lines(InputStream in, MessageDigest digest) {
        this.in = in;
        this.digest = digest;
    }

    private byte[] last = new byte[0];

    /**
     * Returns the next line without its line feed, or null at the end.
     *
     * @throws CharacterCodingException where it is not UTF-8
     * @throws IOException where it does not end with a line feed, or the stream cannot be read
     */
    @Nullable
    String next() throws IOException {
        digest.update(last);
        last = new byte[0];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (at == end) {
                end = in.read(buffer);
                at = 0;
                if (end < 0) {
                    end = 0;
                    if (line.size() == 0) {
                        return null;
                    }
                    throw new CutOffException();
                }
            }
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            if (at < end) {
                at++;
                line.write(buffer, from, at - from);
                last = line.toByteArray();
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(last, 0, last.length - 1))
                        .toString();
            }
            line.write(buffer, from, at - from);
        }
    }

    /** The last line has no line feed. */
    static final class CutOffException extends IOException {
        private static final long serialVersionUID = 1L;

        CutOffException() {
            super("the file ends in the middle of a line");
        }
    }
}
