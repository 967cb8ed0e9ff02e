package io.migrationledger.event;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What another tool's history says of a migration that was taken over from it: all of its row, and what the row means.
 * Stored in the detail of the event.
 *
 * @param tool the other tool, in lower case: {@code flyway}
 * @param table the table that holds the row, as it is written there
 * @param key what the tool itself calls the migration: a version, a name, a hash
 * @param type the row's own type, in the tool's words; the empty string where the tool has no types
 * @param at when the tool applied it, in ISO 8601: with a {@code Z} where the table says which instant that was, without one
 *     where the time zone is not recorded; empty where the table does not say
 * @param took how long that took, to the microsecond; empty where the table does not say
 * @param by who did it, in the tool's words; empty where the table does not say
 * @param batch what the tool did in the same run: a number or a name; empty where the table does not say
 * @param checksum the tool's own checksum, as it is written there; empty where the table has none
 * @param file how that checksum compares with the file that was here when the row was taken over
 * @param row the whole row, by the names of its columns: texts, whole numbers, booleans and null
 */
public record Adopted(
        String tool,
        String table,
        String key,
        String type,
        Optional<String> at,
        Optional<Duration> took,
        Optional<String> by,
        Optional<String> batch,
        Optional<String> checksum,
        FileCheck file,
        Map<String, @Nullable Object> row) {

    /** How a file compares with the tool's checksum of it. */
    public enum FileCheck {
        /** The file is what the tool ran. */
        EQUAL,
        /** The file is not what the tool ran: it was edited since. */
        EDITED,
        /** There is a file, and nothing to compare it with: no checksum, or one that is not computed here. */
        UNKNOWN,
        /** There is no file. */
        ABSENT
    }

    private static final String MEMBER = "adopted";

    /** Returns what was taken over with an event, or empty where the event does not come from another tool. */
    public static Optional<Adopted> of(LedgerEvent event) {
        if (!event.header().detail().contains('"' + MEMBER + '"')) {
            return Optional.empty();
        }
        return Json.object(event.header().detail()).get(MEMBER) instanceof Map<?, ?> members
                ? Optional.of(from(members))
                : Optional.empty();
    }

    /** Adds this to the members of an event's detail. */
    void addTo(Map<String, @Nullable Object> detail) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("tool", tool);
        members.put("table", table);
        members.put("key", key);
        if (!type.isEmpty()) {
            members.put("type", type);
        }
        at.ifPresent(text -> members.put("at", text));
        took.ifPresent(time -> members.put("tookMicros", CanonicalEncoding.micros(time)));
        by.ifPresent(text -> members.put("by", text));
        batch.ifPresent(text -> members.put("batch", text));
        checksum.ifPresent(text -> members.put("checksum", text));
        members.put("file", file.name());
        members.put("row", row);
        detail.put(MEMBER, members);
    }

    private static Adopted from(Map<?, ?> members) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (members.get("row") instanceof Map<?, ?> columns) {
            columns.forEach((name, value) -> row.put(String.valueOf(name), value));
        }
        return new Adopted(
                text(members, "tool").orElse(""),
                text(members, "table").orElse(""),
                text(members, "key").orElse(""),
                text(members, "type").orElse(""),
                text(members, "at"),
                members.get("tookMicros") instanceof Long micros
                        ? Optional.of(Duration.of(micros, ChronoUnit.MICROS))
                        : Optional.empty(),
                text(members, "by"),
                text(members, "batch"),
                text(members, "checksum"),
                FileCheck.valueOf(text(members, "file").orElse(FileCheck.UNKNOWN.name())),
                row);
    }

    private static Optional<String> text(Map<?, ?> members, String key) {
        return members.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
