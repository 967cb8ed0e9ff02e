package io.migrationledger.audit.report.content;

import io.migrationledger.audit.report.content.Entry.Outcome;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which scripts of a migration a report shows: those that ran, the newest first, and the one that would run. */
public final class Scripts {
    /** How many versions of one migration are shown: one that is edited and runs again has many. */
    private static final int SHOWN = 5;

    private Scripts() {}

    /**
     * A script of a migration.
     *
     * @param ran whether it ran; otherwise it is the file that is here
     * @param event the last event about it; 0 where there is none
     */
    public record Shown(Direction direction, String checksum, boolean ran, long event) {}

    /** A script, and its text. */
    public record Found(Shown shown, ScriptTexts.Text text) {}

    /** Returns those whose text is known. */
    public static List<Found> of(Item item, ScriptTexts texts) {
        List<Found> found = new ArrayList<>();
        for (Shown shown : all(item)) {
            texts.of(item.id(), shown.direction(), shown.checksum())
                    .ifPresent(text -> found.add(new Found(shown, text)));
            if (found.size() == SHOWN) {
                break;
            }
        }
        return found;
    }

    /** Returns the script of the file that is here, and would run. */
    public static Optional<Found> ofFile(Item item, ScriptTexts texts) {
        return item.migration()
                .flatMap(file -> texts.of(item.id(), Direction.UP, file.checksum())
                        .map(text -> new Found(new Shown(Direction.UP, file.checksum(), false, 0), text)));
    }

    private static List<Shown> all(Item item) {
        Map<List<Object>, Shown> scripts = new LinkedHashMap<>();
        List<Entry> entries = item.entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            boolean ran = entry.outcome() != Outcome.DECLARED;
            scripts.putIfAbsent(
                    List.of(entry.direction(), entry.checksum()),
                    new Shown(entry.direction(), entry.checksum(), ran, entry.last()));
        }
        Optional<String> local = item.migration().map(Migration::checksum);
        local.ifPresent(checksum ->
                scripts.putIfAbsent(List.of(Direction.UP, checksum), new Shown(Direction.UP, checksum, false, 0)));
        return List.copyOf(scripts.values());
    }
}
