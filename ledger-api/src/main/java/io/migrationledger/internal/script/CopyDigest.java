package io.migrationledger.internal.script;

import io.migrationledger.migration.Sha256;
import io.migrationledger.sql.CopyData;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.security.MessageDigest;

/** Tells data of a COPY apart, whatever their size and line endings, so that an edit of data that ran is noticed. */
public final class CopyDigest {
    private static final int CHUNK = 8_192;

    private CopyDigest() {}

    /** Reads the data to their end and returns their SHA-256, with every line ending as one line feed. */
    static String of(CopyData data) {
        MessageDigest digest = Sha256.newDigest();
        char[] chars = new char[CHUNK];
        byte[] bytes = new byte[2 * CHUNK];
        boolean afterCarriageReturn = false;
        Reader reader = data.reader();
        try {
            for (int read = reader.read(chars, 0, CHUNK); read >= 0; read = reader.read(chars, 0, CHUNK)) {
                int length = 0;
                for (int i = 0; i < read; i++) {
                    char c = chars[i];
                    if (c != '\n' || !afterCarriageReturn) {
                        char normal = c == '\r' ? '\n' : c;
                        bytes[length++] = (byte) (normal >> 8);
                        bytes[length++] = (byte) normal;
                    }
                    afterCarriageReturn = c == '\r';
                }
                digest.update(bytes, 0, length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.hex(digest.digest());
    }
}
