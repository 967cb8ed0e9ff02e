package io.migrationledger.maven;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.Log;

/** What a command prints, as lines of Maven's log; the error that it ends with is kept for the end. Not for many threads at once. */
final class MavenOutput {
    /** How an error begins: with its code. */
    private static final Pattern ERROR = Pattern.compile("ML-\\d{4}\\b.*");

    private final Log log;
    private final StringBuilder error = new StringBuilder();
    private final PrintStream answers;
    private final PrintStream meanwhile;

    MavenOutput(Log log) {
        this.log = log;
        answers = lines(log::info);
        meanwhile = lines(this::take);
    }

    /** Returns where answers go. */
    PrintStream answers() {
        return answers;
    }

    /** Returns where errors go, and what happens meanwhile. */
    PrintStream meanwhile() {
        return meanwhile;
    }

    /** Ends the last lines, and returns the error that was printed, or an empty text. */
    String end() {
        answers.close();
        meanwhile.close();
        return error.toString().stripTrailing();
    }

    private void take(String line) {
        if (!error.isEmpty() || ERROR.matcher(line).matches()) {
            error.append(line).append('\n');
        } else {
            log.info(line);
        }
    }

    private static PrintStream lines(Consumer<String> reader) {
        return new PrintStream(new Lines(reader), true, StandardCharsets.UTF_8);
    }

    private static final class Lines extends OutputStream {
        private final Consumer<String> reader;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(Consumer<String> reader) {
            this.reader = reader;
        }

        @Override
        public void write(int b) {
            if (b == '\n') {
                reader.accept(line.toString(StandardCharsets.UTF_8).stripTrailing());
                line.reset();
            } else {
                line.write(b);
            }
        }

        @Override
        public void close() {
            if (line.size() > 0) {
                write('\n');
            }
        }
    }
}
