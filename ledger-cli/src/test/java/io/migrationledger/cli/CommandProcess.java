package io.migrationledger.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a process of its own, which sees nothing of the settings of the one that runs the tests. */
final class CommandProcess {
    private final ProcessBuilder builder = new ProcessBuilder();
    private String to = "";

    CommandProcess(Path directory) {
        builder.directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LEDGER_"));
    }

    CommandProcess environment(String name, String value) {
        builder.environment().put(name, value);
        return this;
    }

    /** Standard output goes to this file. */
    CommandProcess out(String file) {
        builder.redirectOutput(new File(file));
        return this;
    }

    /** Standard output goes to this command of the shell. */
    CommandProcess pipe(String reader) {
        to = " | " + reader;
        return this;
    }

    Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                to.isEmpty() ? "exec \"$@\"" : "{ \"$@\"; echo \"exit code $?\" >&2; }" + to,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        return builder.command(command).start();
    }
}
