package io.migrationledger.internal.script;

import io.migrationledger.KeptScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Packs a document into the text of one row, and gives up as soon as it is longer than what is kept. */
public final class PackedText {
    private static final int BUFFER = 8_192;
    /** How many bytes Base64 makes the longest text of. */
    private static final int LONGEST_ZIPPED = KeptScript.LONGEST_TEXT / 4 * 3;

    private final Bounded zipped = new Bounded();
    private final OutputStream out;
    private long written;

    /** Begins with nothing. */
    public PackedText() throws IOException {
        out = new GZIPOutputStream(zipped, BUFFER);
    }

    /** The document is too long to be kept. */
    public static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong() {
            super("longer than " + KeptScript.LONGEST_TEXT / 1024 + " KiB compressed, or "
                    + KeptScript.LONGEST / 1024 / 1024 + " MiB as it is");
        }
    }

    /** Returns the row; nothing can be added any more. */
    public KeptScript end() throws IOException {
        out.close();
        return KeptScript.of(Base64.getEncoder().encodeToString(zipped.toByteArray()));
    }

    /** Adds a text. */
    public void text(String part) throws IOException {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        write(bytes, bytes.length);
    }

    /** Adds the first bytes of an array, which are UTF-8. */
    void write(byte[] bytes, int length) throws IOException {
        written += length;
        if (written > KeptScript.LONGEST) {
            throw new TooLong();
        }
        out.write(bytes, 0, length);
    }

    /** Takes no more than can be kept. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            check(1);
            bytes.write(b);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            check(length);
            bytes.write(from, offset, length);
        }

        private void check(int more) throws IOException {
            if (bytes.size() + more > LONGEST_ZIPPED) {
                throw new TooLong();
            }
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }
}
