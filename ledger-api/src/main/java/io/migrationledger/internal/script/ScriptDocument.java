package io.migrationledger.internal.script;

import io.migrationledger.KeptScript;
import io.migrationledger.event.Json;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.ScriptDirectives;
import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The document that keeps the text of a migration's scripts. Written while they are read, and given up as soon as it is too
 * long, so that a script of any size takes no more memory than a short one.
 */
public final class ScriptDocument {
    private static final int BUFFER = 8_192;

    private final PackedText packed = new PackedText();

    private ScriptDocument() throws IOException {}

    /**
     * Returns the text to keep of a migration.
     *
     * @return empty where neither of its bodies is a script
     * @throws PackedText.TooLong where it would be too long
     * @throws IOException where a script cannot be read
     */
    public static Optional<KeptScript> of(Migration migration) throws IOException {
        Optional<SqlScript> up = script(Optional.of(migration.up()));
        Optional<SqlScript> down = script(migration.down());
        if (up.isEmpty() && down.isEmpty()) {
            return Optional.empty();
        }
        ScriptDocument document = new ScriptDocument();
        document.packed.text("{");
        if (up.isPresent()) {
            document.part("up", up.get(), migration.directives());
        }
        if (down.isPresent()) {
            document.packed.text(up.isPresent() ? "," : "");
            document.part("down", down.get(), migration.downDirectives());
        }
        document.packed.text("}");
        return Optional.of(document.packed.end());
    }

    private static Optional<SqlScript> script(Optional<MigrationBody> body) {
        return body.isPresent() && body.get() instanceof MigrationBody.Script script
                ? Optional.of(script.script())
                : Optional.empty();
    }

    private void part(String name, SqlScript script, Directives directives) throws IOException {
        packed.text("\"" + name + "\":{");
        String how = ScriptDirectives.written(directives);
        if (!how.isEmpty()) {
            packed.text("\"directives\":" + Json.write(how) + ",");
        }
        packed.text("\"sql\":\"");
        try (InputStream in = script.open()) {
            copy(in);
        }
        packed.text("\"}");
    }

    /** Copies UTF-8 into a string of JSON: what JSON escapes is ASCII, and no byte of a longer character looks like that. */
    private void copy(InputStream in) throws IOException {
        boolean afterCarriageReturn = false;
        int from = 0;
        byte[] bytes = in.readNBytes(BUFFER);
        byte[] escaped = new byte[bytes.length * 6];
        int length = bytes.length;
        if (length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            from = 3; // the byte order mark
        }
        while (length > 0) {
            int filled = 0;
            for (int i = from; i < length; i++) {
                byte b = bytes[i];
                if (b != '\n' || !afterCarriageReturn) {
                    filled = escape(b == '\r' ? (byte) '\n' : b, escaped, filled);
                }
                afterCarriageReturn = b == '\r';
            }
            packed.write(escaped, filled);
            from = 0;
            length = in.readNBytes(bytes, 0, bytes.length);
        }
    }

    private static int escape(byte b, byte[] to, int at) {
        int end = at;
        switch (b) {
            case '"', '\\' -> {
                to[end++] = '\\';
                to[end++] = b;
            }
            case '\n' -> {
                to[end++] = '\\';
                to[end++] = 'n';
            }
            case '\t' -> {
                to[end++] = '\\';
                to[end++] = 't';
            }
            default -> {
                if (b >= 0 && b < 0x20) {
                    byte[] hex = String.format("\\u%04x", (int) b).getBytes(StandardCharsets.US_ASCII);
                    System.arraycopy(hex, 0, to, end, hex.length);
                    end += hex.length;
                } else {
                    to[end++] = b;
                }
            }
        }
        return end;
    }
}
