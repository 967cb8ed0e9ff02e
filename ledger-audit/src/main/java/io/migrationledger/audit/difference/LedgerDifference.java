package io.migrationledger.audit.difference;

import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How two states differ: those of one ledger at two times, or of two ledgers. What is neither in effect nor unsettled counts
 * as not there.
 *
 * @param onlyInA what only the first one has, in its order
 * @param onlyInB what only the second one has, in its order
 * @param changed what both have and is not the same, in the order of the second
 * @param equal how many are the same in both
 */
public record LedgerDifference(List<Entry> onlyInA, List<Entry> onlyInB, List<Changed> changed, int equal) {

    /** Copies the lists. */
    public LedgerDifference {
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
        changed = List.copyOf(changed);
    }

    /**
     * A migration that both have.
     *
     * @param values in what it differs, and what each says; of an order, the place among those that both have
     */
    public record Changed(Entry a, Entry b, Map<Aspect, Values> values) {
        /** Returns which migration it is. */
        public MigrationId id() {
            return b.id();
        }
    }

    /** What each of the two says. */
    public record Values(String a, String b) {}

    /** Returns whether there is any difference. */
    public boolean isAny() {
        return !onlyInA.isEmpty() || !onlyInB.isEmpty() || !changed.isEmpty();
    }

    /** Compares two states in these aspects. */
    public static LedgerDifference of(LedgerState a, LedgerState b, Set<Aspect> compared) {
        Map<MigrationId, Entry> inA = entries(a);
        Map<MigrationId, Entry> inB = entries(b);
        List<Entry> onlyInA = inA.values().stream()
                .filter(entry -> !inB.containsKey(entry.id()))
                .toList();
        List<Entry> onlyInB = inB.values().stream()
                .filter(entry -> !inA.containsKey(entry.id()))
                .toList();
        List<Entry> bothInA = inA.values().stream()
                .filter(entry -> inB.containsKey(entry.id()))
                .toList();
        List<Entry> bothInB = inB.values().stream()
                .filter(entry -> inA.containsKey(entry.id()))
                .toList();
        Places places = new Places(bothInA, bothInB);
        List<Changed> changed = new ArrayList<>();
        for (Entry two : bothInB) {
            Entry one = inA.getOrDefault(two.id(), two);
            Map<Aspect, Values> values = values(one, two, places);
            values.keySet().retainAll(compared);
            if (!values.isEmpty()) {
                changed.add(new Changed(one, two, values));
            }
        }
        return new LedgerDifference(onlyInA, onlyInB, changed, bothInB.size() - changed.size());
    }

    private static Map<MigrationId, Entry> entries(LedgerState state) {
        Map<MigrationId, Entry> entries = new LinkedHashMap<>();
        state.migrations().stream()
                .filter(migration -> migration.isInEffect() || migration.unsettled())
                .sorted(Comparator.comparingLong(
                        (MigrationState migration) -> Entry.of(migration).order()))
                .forEach(migration -> entries.put(migration.id(), Entry.of(migration)));
        return entries;
    }

    private static Map<Aspect, Values> values(Entry a, Entry b, Places places) {
        Map<Aspect, Values> values = new LinkedHashMap<>();
        add(values, Aspect.STATUS, a.status().name(), b.status().name());
        add(values, Aspect.CHECKSUM, a.checksum(), b.checksum());
        if (places.isMoved(b.id())) {
            add(values, Aspect.ORDER, places.inA(b.id()), places.inB(b.id()));
        }
        add(values, Aspect.PERSON, a.person(), b.person());
        add(values, Aspect.REASON, a.reason(), b.reason());
        return values;
    }

    private static void add(Map<Aspect, Values> values, Aspect aspect, String a, String b) {
        if (!a.equals(b)) {
            values.put(aspect, new Values(a, b));
        }
    }

    /**
     * The places of those that both have. As few as possible count as moved: those outside of a longest sequence that has
     * the same order in both (by patience sorting: Fredman, <i>On computing the length of longest increasing
     * subsequences</i>, 1975).
     */
    private static final class Places {
        private final Map<MigrationId, Integer> inA = new HashMap<>();
        private final Map<MigrationId, Integer> inB = new HashMap<>();
        private final Set<MigrationId> stayed = new HashSet<>();

        Places(List<Entry> a, List<Entry> b) {
            a.forEach(entry -> inA.put(entry.id(), inA.size() + 1));
            b.forEach(entry -> inB.put(entry.id(), inB.size() + 1));
            int[] places = b.stream()
                    .mapToInt(entry -> inA.getOrDefault(entry.id(), 0))
                    .toArray();
            int[] before = new int[places.length];
            List<Integer> ends = new ArrayList<>();
            for (int i = 0; i < places.length; i++) {
                int low = 0;
                int high = ends.size();
                while (low < high) {
                    int middle = (low + high) / 2;
                    if (places[ends.get(middle)] < places[i]) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                before[i] = low == 0 ? -1 : ends.get(low - 1);
                if (low == ends.size()) {
                    ends.add(i);
                } else {
                    ends.set(low, i);
                }
            }
            for (int i = ends.isEmpty() ? -1 : ends.get(ends.size() - 1); i >= 0; i = before[i]) {
                stayed.add(b.get(i).id());
            }
        }

        boolean isMoved(MigrationId id) {
            return !stayed.contains(id);
        }

        String inA(MigrationId id) {
            return String.valueOf(inA.get(id));
        }

        String inB(MigrationId id) {
            return String.valueOf(inB.get(id));
        }
    }
}
