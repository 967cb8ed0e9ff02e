package io.migrationledger.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where logs go: to a page, line by line, so that secrets are hidden. */
public final class HidingStream extends PrintStream {

    public HidingStream(Page page) {
        super(new Lines(page), true, StandardCharsets.UTF_8);
    }

    private static final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final Page page;

        Lines(Page page) {
            this.page = page;
        }

        @Override
        public synchronized void write(int b) {
            if (b == '\n') {
                page.line(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (b != '\r') {
                line.write(b);
            }
        }
    }
}
