package io.migrationledger.dialect.postgres.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A row of a catalogue by the names of its columns; what is NULL or an empty text is not there. */
final class Row {
    /** Stands between the elements of a list, as no name holds it. */
    static final String SEPARATOR = "\u001f";

    private final Map<String, String> values;

    Row(Map<String, String> values) {
        this.values = values;
    }

    String text(String column) {
        return values.getOrDefault(column, "");
    }

    Optional<String> optional(String column) {
        return Optional.of(text(column)).filter(text -> !text.isEmpty());
    }

    boolean is(String column) {
        return text(column).equals("t");
    }

    List<String> list(String column) {
        return text(column).isEmpty() ? List.of() : List.of(text(column).split(SEPARATOR, -1));
    }

    /** Returns the columns named {@code "o: …"} that are there, and those named {@code "f: …"} that are true, by what follows. */
    Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        values.forEach((column, value) -> {
            if (column.startsWith("o: ") && !value.isEmpty()) {
                options.put(column.substring(3), value);
            } else if (column.startsWith("f: ") && value.equals("t")) {
                options.put(column.substring(3), "true");
            }
        });
        return options;
    }
}
