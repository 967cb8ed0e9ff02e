package io.migrationledger.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), which every Java platform must provide. */
public final class Sha256 {
    private static final HexFormat HEX = HexFormat.of();

    private Sha256() {}

    /** Returns a new digest. */
    public static MessageDigest newDigest() {
        try {
            // A copy: each look-up of the provider makes the digest by reflection, for which the JVM spins a class
            // after
            // the fifteenth time, 8 ms of a start that has twenty scripts to read.
            return (MessageDigest) Template.FRESH.clone();
        } catch (CloneNotSupportedException e) {
            return Template.lookUp();
        }
    }

    private static final class Template {
        private static final MessageDigest FRESH = lookUp();

        private static MessageDigest lookUp() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform provides SHA-256", e);
            }
        }
    }

    /** Returns the digest of the text's UTF-8 bytes as 64 hexadecimal digits. */
    public static String hex(String text) {
        return HEX.formatHex(newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the bytes as hexadecimal digits. */
    public static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
