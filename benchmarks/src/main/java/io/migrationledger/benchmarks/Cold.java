package io.migrationledger.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** One contender in a fresh JVM, as at the start of an application. */
final class Cold {
    private static final String COST = "cost ";

    private Cold() {}

    /** Starts a JVM, migrates, and returns what the whole JVM cost, its own start included. */
    static Turns.Cost cost(Contenders contender, Place place, Path directory) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Cold.class.getName(),
                        contender.name(),
                        place.kind().name(),
                        place.url(),
                        place.user(),
                        place.password(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        double processor = -1;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(COST)) {
                    processor = Double.parseDouble(line.substring(COST.length()));
                }
            }
        }
        if (process.waitFor() != 0 || processor < 0) {
            throw new IllegalStateException(contender + " failed in a fresh JVM");
        }
        return new Turns.Cost((System.nanoTime() - start) / 1e6, processor);
    }

    /** The JVM's side: contender, kind, address, user, password, directory. */
    public static void main(String[] arguments) throws Exception {
        Place place = new Place(Place.Kind.valueOf(arguments[1]), arguments[2], arguments[3], arguments[4]);
        int run = Contenders.valueOf(arguments[0]).migrate(place, Path.of(arguments[5]));
        if (run != 0) {
            throw new IllegalStateException(run + " migrations were run where none was pending");
        }
        long nanos = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
        System.out.println(COST + String.format(Locale.ROOT, "%.1f", nanos / 1e6));
    }
}
