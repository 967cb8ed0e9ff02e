package io.migrationledger.adopt;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Other tools' checksums of a file, computed as they do. */
public final class Checksums {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Checksums() {}

    /** Returns a digest of the bytes in lower-case hexadecimal. */
    public static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has those that are asked for here
        }
    }

    /** Returns the CRC32 of the lines' texts as UTF-8, their ends not included, as a signed number: Flyway's checksum. */
    public static int crcOfLines(byte[] bytes) {
        CRC32 crc = new CRC32();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            if (line != null && line.startsWith(BYTE_ORDER_MARK)) {
                line = line.substring(1);
            }
            while (line != null) {
                crc.update(line.getBytes(StandardCharsets.UTF_8));
                line = reader.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory cannot fail
        }
        return (int) crc.getValue();
    }

    /** Returns the bytes with every line ending as one line feed. */
    public static byte[] withLineFeeds(byte[] bytes) {
        return text(bytes).replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the bytes with every line ending as carriage return and line feed. */
    public static byte[] withCarriageReturns(byte[] bytes) {
        return text(bytes).replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One character for each byte, so that no byte is lost. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
