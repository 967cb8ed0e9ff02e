package io.migrationledger.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where answers go; remembers why it could not be written, which a {@link PrintStream} keeps to itself. After that it writes
 * nothing more: what follows a gap would be taken for a whole.
 */
public final class AnswerStream extends PrintStream {
    private final Target target;

    /** Writes UTF-8 there: System.out encodes as the locale says, which in a container without one is ASCII. */
    public AnswerStream(OutputStream out) {
        this(new Target(out));
    }

    private AnswerStream(Target target) {
        super(target, false, StandardCharsets.UTF_8);
        this.target = target;
    }

    /**
     * Returns why not all of an answer could be written; empty where it could, and where its reader wanted no more of it and
     * closed the pipe, as {@code head} does.
     */
    public static Optional<IOException> failure(PrintStream stream) {
        if (!stream.checkError()) {
            return Optional.empty();
        }
        IOException why = stream instanceof AnswerStream answers ? answers.target.failure : null;
        if (why == null) {
            return Optional.of(new IOException("it was closed, or the disk is full"));
        }
        return isClosedPipe(why) ? Optional.empty() : Optional.of(why);
    }

    /** There is no class and no number for it, only the words of the system, in the language of the user. */
    private static boolean isClosedPipe(IOException why) {
        String words = String.valueOf(why.getMessage());
        return words.toLowerCase(Locale.ROOT).contains("pipe") || words.equals(wordsForClosedPipe());
    }

    private static String wordsForClosedPipe() {
        try {
            Pipe pipe = Pipe.open();
            try (Pipe.SinkChannel sink = pipe.sink()) {
                pipe.source().close();
                sink.write(ByteBuffer.allocate(1));
                return "";
            }
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static final class Target extends OutputStream {
        private final OutputStream out;
        private volatile @Nullable IOException failure;

        Target(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            IOException before = failure;
            if (before != null) {
                throw before;
            }
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
