package io.migrationledger.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Several runners that start together, and how many of each contender's failed. */
final class AtOnce {
    private final int runners;
    private final Map<Contenders, Integer> failed = new EnumMap<>(Contenders.class);

    AtOnce(int runners) {
        this.runners = runners;
    }

    /** Returns when the last has ended. */
    void migrate(Contenders contender, Place place, Path directory) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(runners);
        try {
            List<Callable<Integer>> each = new ArrayList<>();
            for (int runner = 0; runner < runners; runner++) {
                each.add(() -> contender.migrate(place, directory));
            }
            for (Future<Integer> end : pool.invokeAll(each)) {
                count(contender, end);
            }
        } finally {
            pool.shutdown();
        }
    }

    private void count(Contenders contender, Future<Integer> end) throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            failed.merge(contender, 1, Integer::sum);
            System.err.println(contender + " failed: " + e.getCause());
        }
    }

    /** Returns the counts, in the order of the contenders. */
    String failures() {
        return Contenders.COMPARED.stream()
                .map(contender -> String.valueOf(failed.getOrDefault(contender, 0)))
                .collect(Collectors.joining(" | "));
    }
}
