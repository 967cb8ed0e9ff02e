package io.migrationledger.layouts.convert;

import io.migrationledger.migration.FileName;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of files in the ledger's own layout, without ending: as the ids are, where that keeps the order, else numbered.
 */
final class FileNames {
    /** Tools whose directories may have directories below them that say nothing of a migration. */
    private static final Set<String> KEEPS_FOLDERS = Set.of("flyway", "golang-migrate", "pop");

    private static final String REPEATABLE = "R__";
    private static final int LONGEST = 100;

    private final Reading reading;
    private final Map<MigrationId, String> stems = new HashMap<>();

    FileNames(Reading reading) {
        this.reading = reading;
        List<MigrationId> before = new ArrayList<>();
        List<MigrationId> versions = new ArrayList<>();
        List<MigrationId> behind = new ArrayList<>();
        for (MigrationId id : reading.order()) {
            boolean version = id.isVersion() && !reading.any(id).repeatable();
            boolean first = versions.isEmpty() && reading.any(id).repeatable() && !isNamedRepeatable(id);
            (version ? versions : first ? before : behind).add(id);
        }
        if (fits(before, versions, behind)) {
            keep(before, versions, behind);
        } else {
            number();
        }
    }

    /** Returns whether versions stand in their order, with at most what is repeatable around them. */
    private boolean fits(List<MigrationId> before, List<MigrationId> versions, List<MigrationId> behind) {
        List<MigrationId> joined = new ArrayList<>(before);
        joined.addAll(versions);
        joined.addAll(behind);
        for (int i = 1; i < versions.size(); i++) {
            if (versions.get(i - 1).compareTo(versions.get(i)) >= 0) {
                return false;
            }
        }
        boolean room = before.isEmpty()
                || versions.isEmpty()
                || MigrationId.of(versions.get(0).namespace(), "0." + (before.size() + 1))
                                .compareTo(versions.get(0))
                        < 0;
        boolean named = reading.isChained() || behind.stream().allMatch(FileNames::isNamedRepeatable);
        return joined.equals(reading.order())
                && behind.stream().allMatch(id -> reading.any(id).repeatable())
                && room
                && named;
    }

    private static boolean isNamedRepeatable(MigrationId id) {
        return id.value().matches("R__[^./\\\\]+");
    }

    private void keep(List<MigrationId> before, List<MigrationId> versions, List<MigrationId> behind) {
        int number = 0;
        for (MigrationId id : before) {
            stems.put(id, "0." + ++number + "_" + words(id));
        }
        versions.forEach(id -> stems.put(id, id.value() + "_" + words(id)));
        number = 0;
        for (MigrationId id : behind) {
            boolean last = reading.isAlways(id) && number == behind.size() - 1;
            number++;
            stems.put(
                    id,
                    !reading.isChained()
                            ? id.value()
                            : REPEATABLE + (last ? "zzz" : String.format("%03d", number)) + "_" + words(id));
        }
    }

    private void number() {
        int number = 0;
        for (MigrationId id : reading.order()) {
            stems.put(id, String.format("%04d", ++number) + "_" + words(id));
        }
    }

    /** Returns where a migration's scripts stand, without their endings. */
    String path(MigrationId id) {
        return folder(reading.any(id)) + stems.getOrDefault(id, id.value());
    }

    /** Returns where a baseline's script stands, without its ending. */
    String ofBase(Migration base) {
        return folder(base) + base.id().value() + "_" + words(base) + "_baseline";
    }

    private static String folder(Migration migration) {
        return migration
                .foreign()
                .filter(name -> KEEPS_FOLDERS.contains(name.tool()))
                .map(name -> name.path().substring(0, name.path().lastIndexOf('/') + 1))
                .orElse("");
    }

    private String words(MigrationId id) {
        return words(reading.any(id));
    }

    private static String words(Migration migration) {
        MigrationId id = migration.id();
        String key = migration.foreign().map(name -> name.key()).orElse(id.value());
        String name = FileName.digits(key) > 0 ? id.value() : key;
        String said = id.isVersion() || id.value().startsWith(REPEATABLE) ? migration.description() : name;
        StringBuilder words = new StringBuilder();
        said.codePoints()
                .limit(LONGEST)
                .forEach(c -> words.appendCodePoint(Character.isLetterOrDigit(c) || c == '-' ? c : '_'));
        String text = words.toString().replaceAll("_+", "_").replaceAll("^_|_$", "");
        text = text.isEmpty() ? "migration" : text;
        // A version ends before the first underscore that no digit follows.
        return FileName.digits(text) > 0 ? "-" + text : text;
    }

    /** Returns whether two descriptions are the same words. */
    static boolean sameWords(String one, String other) {
        return letters(one).equals(letters(other));
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
