package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.EMPTY_SCRIPT;
import static io.migrationledger.ErrorCode.NOT_UTF8;
import static io.migrationledger.ErrorCode.UNREADABLE_FILE;

import io.migrationledger.LedgerException;
import io.migrationledger.event.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Reads a script once from end to end, whatever its size, and keeps its checksum and its head.
 *
 * @param checksum SHA-256 of the bytes without byte order mark and with every line ending as one line feed
 * @param head the first characters of the text
 */
record ScriptScan(String checksum, String head) {
    // Made anew for each script; most are smaller, and clearing memory costs more than reading them.
    private static final int BUFFER = 8_192;
    private static final int HEAD = 16_384;

    /**
     * Scans a script.
     *
     * @throws LedgerException where it cannot be read, is not UTF-8 or holds nothing but white space
     */
    static ScriptScan of(SqlScript script) {
        try (InputStream in = script.open()) {
            return new Scanner(script.location()).scan(in);
        } catch (IOException e) {
            throw new LedgerException(
                    UNREADABLE_FILE,
                    script.location() + ": cannot be read (" + e.getClass().getSimpleName() + ")",
                    LedgerException.NOTHING_CHANGED,
                    "Check that the file exists and that this user may read it.",
                    e);
        }
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
        private boolean blank = true;
        private long line = 1;

        Scanner(String location) {
            this.location = location;
        }

        ScriptScan scan(InputStream in) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
            boolean first = true;
            int read;
            while ((read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining())) > 0) {
                int from = bytes.position();
                bytes.limit(from + read).position(0);
                if (first && startsWithByteOrderMark(bytes)) {
                    from = 3;
                    bytes.position(3);
                }
                first = false;
                updateDigest(bytes.array(), from, bytes.limit());
                decode(bytes, false);
                bytes.compact();
            }
            bytes.flip();
            decode(bytes, true);
            if (blank) {
                throw LedgerException.input(
                        EMPTY_SCRIPT,
                        location + ": the script is empty",
                        "Write at least one statement, or delete the file.");
            }
            return new ScriptScan(Sha256.hex(digest.digest()), head.toString());
        }

        private static boolean startsWithByteOrderMark(ByteBuffer bytes) {
            return bytes.limit() >= 3
                    && bytes.get(0) == (byte) 0xEF
                    && bytes.get(1) == (byte) 0xBB
                    && bytes.get(2) == (byte) 0xBF;
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
                blank &= Character.isWhitespace(c);
                if (c == '\n') {
                    line++;
                }
            }
            if (head.length() < HEAD) {
                head.append(chars, 0, Math.min(chars.length(), HEAD - head.length()));
            }
            chars.clear();
            if (result.isError()) {
                throw LedgerException.input(
                        NOT_UTF8, location + ":" + line + ": the file is not UTF-8", "Save the file as UTF-8.");
            }
        }
    }
}
