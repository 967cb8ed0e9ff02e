package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.SchemaStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a table or a view and can be made and dropped by itself.
 *
 * @param key kind and name: what tells it apart within its table
 * @param model what it is
 * @param bare the same without its settings, to compare
 * @param rank in which order parts are made; they are dropped in the reverse
 * @param create what makes it; none where the whole of a partition brings it
 * @param settings what can be changed while it stays, by their names
 * @param drop what drops it; empty where it goes with something else
 */
record Part(
        String key,
        Record model,
        Record bare,
        int rank,
        List<SchemaStatement> create,
        Map<String, Setting> settings,
        Optional<SchemaStatement> drop) {
    static final int KEY = 0;
    static final int CHECK = 1;
    static final int INDEX = 2;
    static final int STATISTICS = 3;
    static final int FOREIGN_KEY = 4;
    static final int RULE = 5;
    static final int POLICY = 6;
    static final int TRIGGER = 7;
    /** Whether a partition's copy of a trigger is on. */
    static final int COPY = 8;

    /**
     * A comment, whether it is on, and so on.
     *
     * @param set what sets it; empty where only a new part can have it
     * @param back what takes it back; empty where it goes when another part gets it
     */
    record Setting(Optional<SchemaStatement> set, Optional<SchemaStatement> back) {}

    /** Returns what makes it as it is. */
    List<SchemaStatement> made() {
        List<SchemaStatement> all = new ArrayList<>(create);
        settings.values().forEach(setting -> setting.set().ifPresent(all::add));
        return all;
    }

    /** Returns whether it need not be made anew to become the other. */
    boolean canBecome(@Nullable Part other) {
        return other != null
                && bare.equals(other.bare)
                && other.settings.entrySet().stream()
                        .allMatch(setting ->
                                setting.getValue().set().isPresent() || settings.containsKey(setting.getKey()));
    }

    /** Returns what makes it become the other. */
    List<SchemaStatement> become(Part other) {
        List<SchemaStatement> all = new ArrayList<>();
        settings.forEach((name, setting) -> {
            if (!other.settings.containsKey(name)) {
                setting.back().ifPresent(all::add);
            }
        });
        other.settings.forEach((name, setting) -> {
            if (!setting.equals(settings.get(name))) {
                setting.set().ifPresent(all::add);
            }
        });
        return all;
    }
}
