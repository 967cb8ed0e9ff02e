package io.migrationledger.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs as a user does: with the Java of this test, and without settings of the machine's. */
final class Processes {

    private Processes() {}

    record Result(int code, String out, String err) {}

    /**
     * Runs a program, and waits for its end.
     *
     * @param scratch where its output is kept, and the user's cache
     * @param at where it runs
     */
    static Result run(Path scratch, Path at, Map<String, String> settings, String... command) throws Exception {
        Path out = Files.createTempFile(scratch, "out", "");
        Path err = Files.createTempFile(scratch, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(at.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("LEDGER_") || name.startsWith("LC_") || name.equals("LANG"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
        environment.putAll(settings);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** Runs a program that has to end well, and returns what it said. */
    static String must(Path scratch, Path at, String... command) throws Exception {
        Result result = run(scratch, at, Map.of(), command);
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    static boolean isRoot(Path scratch) throws Exception {
        return must(scratch, scratch, "id", "-u").strip().equals("0");
    }

    static boolean has(Path scratch, String program) throws Exception {
        return run(scratch, scratch, Map.of(), "sh", "-c", "command -v " + program)
                        .code()
                == 0;
    }
}
