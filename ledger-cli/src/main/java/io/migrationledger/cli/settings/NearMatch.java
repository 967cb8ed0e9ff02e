package io.migrationledger.cli.settings;

import java.util.Collection;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class NearMatch {

    private NearMatch() {}

    /** Returns the candidate that takes the fewest edits, where they are few enough to be a slip. */
    public static Optional<String> of(String typed, Collection<String> candidates) {
        String best = "";
        int fewest = Math.max(2, typed.length() / 3) + 1;
        for (String candidate : candidates) {
            int edits = candidate.startsWith(typed) && typed.length() > 1 ? 1 : distance(typed, candidate);
            if (edits < fewest && edits < candidate.length()) {
                fewest = edits;
                best = candidate;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
