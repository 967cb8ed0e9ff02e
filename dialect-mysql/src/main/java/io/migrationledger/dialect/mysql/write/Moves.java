package io.migrationledger.dialect.mysql.write;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which of the columns stay where they are while the others are moved around them. */
final class Moves {
    private Moves() {}

    /** Returns the most names that stand in the same order in both lists, which hold the same names. */
    static Set<String> resting(List<String> from, List<String> to) {
        int size = from.size();
        int[][] common = new int[size + 1][size + 1];
        for (int i = size - 1; i >= 0; i--) {
            for (int j = size - 1; j >= 0; j--) {
                common[i][j] = from.get(i).equals(to.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        Set<String> resting = new HashSet<>();
        int i = 0;
        int j = 0;
        while (i < size && j < size) {
            if (from.get(i).equals(to.get(j))) {
                resting.add(from.get(i));
                i++;
                j++;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return resting;
    }
}
