package io.migrationledger.audit.export;

import io.migrationledger.event.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last line of an export, without which it was cut off.
 *
 * @param events how many events stand before it
 * @param head the hash of the last of them, or 64 zeros
 * @param sha256 the SHA-256 of all bytes before this line, in hexadecimal
 */
record EndLine(long events, String head, String sha256) {
    private static final String BEGIN = "{\"end\":";

    static boolean isOne(String line) {
        return line.startsWith(BEGIN);
    }

    /** Returns how many events a last line speaks of; 0 where it cannot be read. */
    static long events(String line) {
        try {
            return new Members(Json.object(line)).number("events");
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    String line() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("end", true);
        members.put("events", events);
        members.put("head", head);
        members.put("sha256", sha256);
        return Json.write(members);
    }
}
