package io.migrationledger.layouts;

import io.migrationledger.migration.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Several scripts that run one after another as one. Each keeps its own lines for errors.
 *
 * @param main the script that gives it its name
 * @param scripts all of them, in order
 */
record Joined(SqlScript main, List<SqlScript> scripts) implements SqlScript {

    /** Ends the last statement of the script before, where it has no semicolon. */
    private static final String BETWEEN = "\n;\n";

    @Override
    public String location() {
        return main.location();
    }

    @Override
    public SqlScript own() {
        return main;
    }

    @Override
    public Place place(int line) {
        int begin = 0;
        for (SqlScript script : scripts) {
            int lines = lines(script);
            if (line <= begin + lines) {
                return script.place(line - begin);
            }
            begin += lines + 1;
        }
        return new Place(location(), line);
    }

    /** Returns the line in which a script begins, counted from 0 among them; of one more than there are, the line behind. */
    int firstLine(int index) {
        int line = 1;
        for (SqlScript before : scripts.subList(0, index)) {
            line += lines(before) + 1;
        }
        return line;
    }

    /** Returns how many line feeds stand before the semicolon that joins a script to the next one. */
    static int lines(SqlScript script) {
        int feeds = 1;
        try (Lines lines = Lines.of(script)) {
            for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
                feeds += line.end().isEmpty() ? 0 : 1;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return feeds;
    }

    @Override
    public InputStream open() throws IOException {
        List<InputStream> streams = new ArrayList<>();
        for (SqlScript script : scripts) {
            if (!streams.isEmpty()) {
                streams.add(new ByteArrayInputStream(BETWEEN.getBytes(StandardCharsets.UTF_8)));
            }
            streams.add(withoutMark(script.open()));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    /** A byte order mark belongs at the beginning of a text, where this one has none. */
    private static InputStream withoutMark(InputStream in) throws IOException {
        PushbackInputStream pushback = new PushbackInputStream(in, 3);
        byte[] head = pushback.readNBytes(3);
        boolean mark = head.length == 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
        if (!mark) {
            pushback.unread(head);
        }
        return pushback;
    }
}
