package io.migrationledger.cli.settings;

import io.migrationledger.cli.terminal.AnswerStream;
import io.migrationledger.cli.terminal.TerminalWidth;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What a command has around it; a test puts its own there.
 *
 * @param out where answers go
 * @param err where errors and what happens meanwhile go
 * @param environment the environment variables
 * @param workingDirectory what relative paths are relative to; the empty path in a process, so that messages name paths
 *     as the user wrote them
 * @param outIsTerminal whether a person reads {@code out}
 * @param errIsTerminal whether a person reads {@code err}
 * @param askPassword asks a person without echo, or returns empty where there is nobody to ask
 * @param terminal reads a line that a person types; empty where there is nobody to ask
 * @param url the JDBC address that the program around the command says; it wins as {@code --url} does
 */
public record Surroundings(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path workingDirectory,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Supplier<Optional<String>> askPassword,
        Optional<Supplier<String>> terminal,
        Optional<String> url) {

    /** Returns the same for another database than the one that the program around the command means. */
    public Surroundings withoutUrl() {
        return new Surroundings(
                out,
                err,
                environment,
                workingDirectory,
                outIsTerminal,
                errIsTerminal,
                askPassword,
                terminal,
                Optional.empty());
    }

    /**
     * Returns how many characters fit on a line of the answer; 0 where no person reads it. Asked only where a table is
     * shown: it may start a process.
     */
    public int columns() {
        return outIsTerminal ? terminalColumns() : 0;
    }

    /** Returns how many characters fit on a line of the terminal, where a person reads one of the two. */
    public int terminalColumns() {
        OptionalInt given = TerminalWidth.parse(environment.getOrDefault("COLUMNS", ""));
        return given.isPresent() ? given.getAsInt() : TerminalWidth.ofProcess();
    }

    /** Returns those of this process. */
    public static Surroundings ofProcess() {
        // The launcher looks: System.console() loads a line editor on JDK 22 and later.
        String terminals = System.getProperty("ledger.terminals", "");
        return new Surroundings(
                new AnswerStream(new FileOutputStream(FileDescriptor.out)),
                new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
                System.getenv(),
                Path.of(""),
                terminals.indexOf('1') >= 0,
                terminals.indexOf('2') >= 0,
                Surroundings::askAtConsole,
                terminals.indexOf('0') >= 0 && terminals.indexOf('2') >= 0
                        ? Optional.of(Surroundings::lineFromTerminal)
                        : Optional.empty(),
                Optional.empty());
    }

    private static String lineFromTerminal() {
        try {
            // The one line that is ever read: what the reader has taken beyond it is nobody's.
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> askAtConsole() {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        char[] password = console.readPassword("Password: ");
        return password == null ? Optional.empty() : Optional.of(new String(password));
    }
}
