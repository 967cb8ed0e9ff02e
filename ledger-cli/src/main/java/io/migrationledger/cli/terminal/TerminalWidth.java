package io.migrationledger.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** How wide the terminal of this process is. */
public final class TerminalWidth {
    private static final int USUAL = 80;
    private static final int LEAST = 20;

    private TerminalWidth() {}

    /** Returns the number, where it is one that a terminal may have. */
    public static OptionalInt parse(String text) {
        Integer number = PlainNumber.parse(text);
        return number == null || number < LEAST ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** Asks stty (POSIX.1-2017; its operand {@code size} is widespread, and prints rows and columns). */
    public static int ofProcess() {
        File terminal = new File("/dev/tty");
        if (!terminal.exists()) {
            return USUAL;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return parse(said.substring(said.indexOf(' ') + 1)).orElse(USUAL);
        } catch (IOException e) {
            return USUAL; // there is no stty
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }
}
