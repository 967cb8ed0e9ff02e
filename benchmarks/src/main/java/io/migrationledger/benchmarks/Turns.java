package io.migrationledger.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures in turns: in each round every contender once, in an order that changes, so that what else the machine does falls
 * on all of them. Medians are compared.
 */
final class Turns {
    private static final Random ORDER = new Random(1);

    private Turns() {}

    /** What is measured; what it prepares and clears away is not in the time that it returns. */
    interface Measured {
        Cost cost(Contenders contender) throws Exception;
    }

    /** Does the work that is measured. */
    interface Work {
        void run() throws Exception;
    }

    /**
     * What something cost.
     *
     * @param wall time, in milliseconds
     * @param processor time of this process in milliseconds: the client's part, without the server's
     */
    record Cost(double wall, double processor) {

        static Cost of(Work work) throws Exception {
            return of(1, work);
        }

        /** Returns the average of so many times: the processor's clock ticks only every ten milliseconds. */
        static Cost of(int times, Work work) throws Exception {
            long used = used();
            long wall = System.nanoTime();
            for (int time = 0; time < times; time++) {
                work.run();
            }
            return new Cost((System.nanoTime() - wall) / 1e6 / times, (used() - used) / 1e6 / times);
        }

        private static long used() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }
    }

    /** Returns the medians of so many rounds, after some that only warm up. */
    static Map<Contenders, Cost> medians(int warmUp, int rounds, Measured measured) throws Exception {
        return medians(Contenders.COMPARED, warmUp, rounds, measured);
    }

    static Map<Contenders, Cost> medians(List<Contenders> contenders, int warmUp, int rounds, Measured measured)
            throws Exception {
        Map<Contenders, List<Cost>> costs = new EnumMap<>(Contenders.class);
        for (int round = -warmUp; round < rounds; round++) {
            List<Contenders> order = new ArrayList<>(contenders);
            Collections.shuffle(order, ORDER);
            for (Contenders contender : order) {
                Cost cost = measured.cost(contender);
                if (round >= 0) {
                    costs.computeIfAbsent(contender, any -> new ArrayList<>()).add(cost);
                }
            }
        }
        Map<Contenders, Cost> medians = new EnumMap<>(Contenders.class);
        costs.forEach((contender, all) -> medians.put(
                contender,
                new Cost(
                        median(all.stream().mapToDouble(Cost::wall).toArray()),
                        median(all.stream().mapToDouble(Cost::processor).toArray()))));
        return medians;
    }

    static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
