package io.migrationledger.audit.report.content;

import io.migrationledger.audit.report.content.Entry.Outcome;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
     * @param kept the hash by which the ledger keeps its text; empty where it does not
     */
    public record Shown(Direction direction, String checksum, boolean ran, long event, Optional<String> kept) {}

    /** A script, and its text. */
    public record Found(Shown shown, ScriptTexts.Text text) {
        /** Returns whether it is known that this text ran. */
        public boolean isWhatRan() {
            return shown.ran() && text.proof() != ScriptTexts.Proof.NONE;
        }
    }

    /** Returns those whose text is known. */
    public static List<Found> of(Item item, ScriptTexts texts) {
        List<Found> found = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        for (Shown shown : all(item)) {
            // Attempts that are kept apart may have run the same text: what the other direction ran differs.
            texts.of(item.id(), shown)
                    .filter(text -> seen.add(List.of(shown.direction(), shown.ran(), text.text())))
                    .ifPresent(text -> found.add(new Found(shown, text)));
            if (found.size() == SHOWN) {
                break;
            }
        }
        return found;
    }

    /** Returns what the migration is where it is code that is here; empty where it is a script, or nothing is here. */
    public static Optional<MigrationBody.Code> code(Item item) {
        return item.migration()
                .map(Migration::up)
                .filter(MigrationBody.Code.class::isInstance)
                .map(MigrationBody.Code.class::cast);
    }

    /** Returns whether something ran of which no text is known to be what ran; the code that is here has none. */
    public static boolean isUnknown(Item item, ScriptTexts texts) {
        return all(item).stream()
                .filter(Shown::ran)
                .filter(shown -> code(item).isEmpty() || !isHere(item, shown))
                .anyMatch(shown -> texts.of(item.id(), shown)
                        .filter(text -> text.proof() != ScriptTexts.Proof.NONE)
                        .isEmpty());
    }

    /** Returns the script of the file that is here, and would run. */
    public static Optional<Found> ofFile(Item item, ScriptTexts texts) {
        return item.migration()
                .map(file -> new Shown(Direction.UP, file.checksum(), false, 0, Optional.empty()))
                .flatMap(shown -> texts.of(item.id(), shown).map(text -> new Found(shown, text)));
    }

    private static boolean isHere(Item item, Shown shown) {
        return item.migration()
                .filter(file -> file.checksum().equals(shown.checksum()))
                .isPresent();
    }

    private static List<Shown> all(Item item) {
        Map<List<Object>, Shown> scripts = new LinkedHashMap<>();
        List<Entry> entries = item.entries();
        Set<List<Object>> tried = tried(entries);
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            boolean ran = entry.outcome() != Outcome.DECLARED;
            if (!ran && tried.contains(List.<Object>of(entry.direction(), entry.checksum()))) {
                continue; // what was declared is of a script that is shown as one that ran
            }
            scripts.putIfAbsent(
                    List.of(entry.direction(), entry.checksum(), entry.script()),
                    new Shown(entry.direction(), entry.checksum(), ran, entry.last(), entry.script()));
        }
        Optional<String> local = item.migration().map(Migration::checksum);
        boolean isKnown = local.isPresent()
                && scripts.values().stream()
                        .anyMatch(shown -> shown.direction() == Direction.UP
                                && shown.checksum().equals(local.get()));
        if (local.isPresent() && !isKnown) {
            scripts.put(List.of(local.get()), new Shown(Direction.UP, local.get(), false, 0, Optional.empty()));
        }
        return List.copyOf(scripts.values());
    }

    /** Returns the scripts that attempts ran, by direction and checksum. */
    private static Set<List<Object>> tried(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.outcome() != Outcome.DECLARED)
                .map(entry -> List.<Object>of(entry.direction(), entry.checksum()))
                .collect(Collectors.toSet());
    }
}
