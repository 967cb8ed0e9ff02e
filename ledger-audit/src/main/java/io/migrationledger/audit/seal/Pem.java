package io.migrationledger.audit.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Keys as text (RFC 7468). */
final class Pem {
    private static final int WIDTH = 64;

    private Pem() {}

    static String text(String label, byte[] der) {
        Base64.Encoder lines = Base64.getMimeEncoder(WIDTH, "\n".getBytes(StandardCharsets.US_ASCII));
        return begin(label) + "\n" + lines.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    /** Returns what the text holds under this label; empty where it holds nothing so. */
    static Optional<byte[]> der(String label, String text) {
        String end = "-----END " + label + "-----";
        int from = text.indexOf(begin(label));
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            return Optional.empty();
        }
        try {
            String body = text.substring(from + begin(label).length(), to).replaceAll("\\s", "");
            return Optional.of(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
