package io.migrationledger.internal.script;

import io.migrationledger.migration.SqlScript;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlSyntax;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A script's text: most are so short that they are read at once, the others while they run. */
final class ScriptText implements AutoCloseable {
    /** In bytes. To read more at once would cost more memory than it saves. */
    static final int SHORT = 8 * 1024;

    /** U+FFFD, which Java puts in the place of what is not UTF-8. */
    private static final char REPLACED = '\uFFFD';

    private final String location;
    private final String whole;
    private final @Nullable Reader reader;

    private ScriptText(String location, String whole, @Nullable Reader reader) {
        this.location = location;
        this.whole = whole;
        this.reader = reader;
    }

    /**
     * Opens a script.
     *
     * @throws IOException where it cannot be read, or is short and not UTF-8
     */
    static ScriptText open(SqlScript script) throws IOException {
        InputStream in = script.open();
        boolean open = false;
        try {
            byte[] first = in.readNBytes(SHORT);
            open = first.length == SHORT;
            return open
                    ? new ScriptText(script.location(), "", reader(first, in))
                    : new ScriptText(script.location(), decoded(first), null);
        } finally {
            if (!open) {
                in.close();
            }
        }
    }

    private static Reader reader(byte[] first, InputStream rest) {
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(first), rest);
        return new InputStreamReader(all, StandardCharsets.UTF_8.newDecoder());
    }

    private static String decoded(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8); // ASCII is copied as it is
        return text.indexOf(REPLACED) < 0
                ? text
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
    }

    /** Returns whether it has been read, and its file is closed. */
    boolean isWhole() {
        return reader == null;
    }

    /**
     * Cuts it into statements; to be asked for once.
     *
     * @param firstLine the number of its first line
     */
    SqlSplitter statements(SqlSyntax syntax, int firstLine) {
        return reader == null
                ? new SqlSplitter(whole, syntax, location, firstLine)
                : new SqlSplitter(reader, syntax, location, firstLine);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}
