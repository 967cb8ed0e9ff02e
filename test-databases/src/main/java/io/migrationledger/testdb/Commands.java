package io.migrationledger.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs programs that end by themselves, and explains why one could not. */
final class Commands {
    private static final Pattern MISSING_LIBRARY =
            Pattern.compile("error while loading shared libraries: (\\S+): cannot open shared object file");

    private Commands() {}

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    static void run(List<String> command) {
        run(command, ProcessBuilder.Redirect.PIPE);
    }

    /** Runs to the end; a result other than 0 is an error with all that the program wrote. */
    static void run(List<String> command, ProcessBuilder.Redirect input) {
        try {
            Path output = Files.createTempFile("testdb", ".log");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(input)
                        .start();
                if (process.waitFor() != 0) {
                    throw failed(command.get(0), Files.readString(output, StandardCharsets.ISO_8859_1));
                }
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new ServerUnavailableException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while running " + command.get(0), e));
        }
    }

    static ServerUnavailableException failed(String program, String output) {
        Matcher missing = MISSING_LIBRARY.matcher(output);
        if (missing.find()) {
            return new ServerUnavailableException(program + " needs " + packageOf(missing.group(1)));
        }
        if (output.contains("unshare failed")) {
            return new ServerUnavailableException("PostgreSQL refuses to run as root, and this container does not allow"
                    + " the user namespace that would hide it: run the tests as another user, or the container with"
                    + " --security-opt seccomp=unconfined");
        }
        return new ServerUnavailableException(program + " failed:\n" + output.strip());
    }

    private static String packageOf(String library) {
        if (library.startsWith("libaio.so")) {
            return "the system package libaio1: apt-get install libaio1 (from Debian 13 and Ubuntu 24.04 on it is"
                    + " libaio1t64 and its file has another name: link libaio.so.1 to libaio.so.1t64)";
        }
        if (library.startsWith("libnuma.so")) {
            return "the system package libnuma1: apt-get install libnuma1";
        }
        return "the shared library " + library + ", which this machine does not have";
    }
}
