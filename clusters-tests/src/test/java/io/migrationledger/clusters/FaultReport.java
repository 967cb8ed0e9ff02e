package io.migrationledger.clusters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What became of the runs whose nodes were killed; a row of the table in docs/clusters.md. */
final class FaultReport {
    private static final Path DIRECTORY = Path.of("target", "clusters");

    private final String topology;
    private final String fault;
    private final int calls;
    private final int possible;
    private final List<String> doubts = new ArrayList<>();
    private int recovered;
    private int finishedBefore;

    /**
     * @param calls how many calls an undisturbed run makes
     * @param possible how many points there are
     */
    FaultReport(String topology, String fault, int calls, int possible) {
        this.topology = topology;
        this.fault = fault;
        this.calls = calls;
        this.possible = possible;
    }

    void recovered() {
        recovered++;
    }

    void finishedBefore() {
        finishedBefore++;
    }

    void doubt(String what) {
        doubts.add(what);
    }

    int points() {
        return recovered + finishedBefore + doubts.size();
    }

    int recoveredPoints() {
        return recovered;
    }

    List<String> doubts() {
        return doubts;
    }

    /** Writes the row: a point that was wrong or hung has failed the test before. */
    void write() {
        String row = String.join(
                " | ",
                topology,
                fault,
                calls == 0 ? "–" : Integer.toString(calls),
                points() + " of " + possible,
                Integer.toString(recovered),
                Integer.toString(finishedBefore),
                Integer.toString(doubts.size()),
                "0",
                "0");
        System.out.println(row);
        try {
            Files.createDirectories(DIRECTORY);
            Path file = DIRECTORY.resolve((topology + ", " + fault).replaceAll("[^A-Za-z0-9]+", "-") + ".row");
            Files.writeString(file, "| " + row + " |\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
