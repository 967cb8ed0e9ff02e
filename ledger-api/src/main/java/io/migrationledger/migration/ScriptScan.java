package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.NOT_UTF8;
import static io.migrationledger.ErrorCode.UNREADABLE_FILE;

import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Reads a script once from end to end, whatever its size, and keeps its checksum and its head.
 *
 * @param checksum SHA-256 of the bytes without byte order mark and with every line ending as one line feed
 * @param head the first characters of the text
 */
record ScriptScan(String checksum, String head) {
    // Made anew for each script; most are smaller, and clearing memory costs more than reading them.
    private static final int BUFFER = 8_192;
    /** How many characters of a script are read for its head. */
    static final int HEAD = 16_384;

    /**
     * Scans a script.
     *
     * @throws LedgerException where it cannot be read or is not UTF-8
     */
    static ScriptScan of(SqlScript script) {
        try (InputStream in = script.open()) {
            byte[] first = in.readNBytes(BUFFER);
            int length = first.length;
            // Most scripts are short and plain: their bytes are what the checksum is of, and their characters too.
            if (length < BUFFER && isPlain(first, length)) {
                MessageDigest digest = Sha256.newDigest();
                digest.update(first, 0, length);
                return new ScriptScan(
                        Sha256.hex(digest.digest()), new String(first, 0, length, StandardCharsets.US_ASCII));
            }
            return new Scanner(script.location())
                    .scan(new SequenceInputStream(new ByteArrayInputStream(first, 0, length), in), true);
        } catch (IOException e) {
            Problem problem = unreadable(script, e);
            throw new LedgerException(
                    problem.code(), problem.what(), LedgerException.NOTHING_CHANGED, problem.advice(), e);
        }
    }

    /** Returns whether all bytes are ASCII, and none is NUL or a carriage return. */
    private static boolean isPlain(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b <= 0 || b == '\r') {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the head of a script alone, without reading the rest.
     *
     * @throws LedgerException where it cannot be read or is not UTF-8 as far as it is read
     */
    static String headOf(SqlScript script) {
        try (InputStream in = script.open()) {
            ScriptScan scan = new Scanner(script.location()).scan(new ByteArrayInputStream(in.readNBytes(HEAD)), false);
            return scan.head();
        } catch (IOException e) {
            Problem problem = unreadable(script, e);
            throw new LedgerException(
                    problem.code(), problem.what(), LedgerException.NOTHING_CHANGED, problem.advice(), e);
        }
    }

    /** Returns what to say of a file that cannot be read. */
    static Problem unreadable(SqlScript script, IOException e) {
        return new Problem(
                UNREADABLE_FILE,
                Optional.empty(),
                script.location() + ": cannot be read (" + e.getClass().getSimpleName() + ")",
                "Check that the file exists and that this user may read it.");
    }

    private static final class Scanner {
        private final String location;
        private final MessageDigest digest = Sha256.newDigest();
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        private final CharBuffer chars = CharBuffer.allocate(BUFFER);
        private final byte[] normal = new byte[BUFFER];
        private final StringBuilder head = new StringBuilder();
        private boolean afterCarriageReturn;
        private long line = 1;

        Scanner(String location) {
            this.location = location;
        }

        ScriptScan scan(InputStream in, boolean whole) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
            boolean first = true;
            int read;
            while ((read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining())) > 0) {
                int from = bytes.position();
                bytes.limit(from + read).position(0);
                if (first) {
                    requireNoUtf16(bytes);
                    if (startsWithByteOrderMark(bytes)) {
                        from = 3;
                        bytes.position(3);
                    }
                }
                first = false;
                updateDigest(bytes.array(), from, bytes.limit());
                decode(bytes, false);
                bytes.compact();
            }
            bytes.flip();
            decode(bytes, whole); // a head may end in the middle of a character
            return new ScriptScan(Sha256.hex(digest.digest()), head.toString());
        }

        private static boolean startsWithByteOrderMark(ByteBuffer bytes) {
            return bytes.limit() >= 3
                    && bytes.get(0) == (byte) 0xEF
                    && bytes.get(1) == (byte) 0xBB
                    && bytes.get(2) == (byte) 0xBF;
        }

        private void requireNoUtf16(ByteBuffer bytes) {
            int mark = bytes.limit() < 2 ? 0 : (bytes.get(0) & 0xFF) << 8 | (bytes.get(1) & 0xFF);
            if (mark == 0xFEFF || mark == 0xFFFE) {
                throw notUtf8("the file is UTF-16");
            }
        }

        private LedgerException notUtf8(String what) {
            return LedgerException.input(NOT_UTF8, location + ":" + line + ": " + what, "Save the file as UTF-8.");
        }

        private void updateDigest(byte[] bytes, int from, int to) {
            int length = 0;
            for (int i = from; i < to; i++) {
                byte b = bytes[i];
                if (b != '\n' || !afterCarriageReturn) {
                    normal[length++] = b == '\r' ? (byte) '\n' : b;
                }
                afterCarriageReturn = b == '\r';
            }
            digest.update(normal, 0, length);
        }

        private void decode(ByteBuffer bytes, boolean end) {
            CoderResult result = decoder.decode(bytes, chars, end);
            chars.flip();
            for (int i = 0; i < chars.length(); i++) {
                char c = chars.charAt(i);
                if (c == '\n') {
                    line++;
                } else if (c == 0) {
                    // SQLite's own interface ends a text at one, so that the rest would be passed over in silence.
                    throw notUtf8("a NUL character stands here: the file is UTF-16 without a byte order mark,"
                            + " or no text");
                }
            }
            if (head.length() < HEAD) {
                head.append(chars, 0, Math.min(chars.length(), HEAD - head.length()));
            }
            chars.clear();
            if (result.isError()) {
                throw notUtf8("the file is not UTF-8");
            }
        }
    }
}
