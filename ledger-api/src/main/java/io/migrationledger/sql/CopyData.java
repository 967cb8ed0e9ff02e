package io.migrationledger.sql;

import java.io.Reader;
import java.io.StringReader;

/**
 * The data that follows {@code COPY … FROM stdin} in a script, as it stands there, without the line {@code \.} that ends
 * it. It is read from the script while it is asked for, so that it may be of any size.
 */
public interface CopyData {

    /** Returns the 1-based line of the script that the data begins on. */
    int firstLine();

    /**
     * Returns a reader of the data. What comes from a splitter can be read once, and only until the splitter is asked for
     * the next statement: then {@code read} throws {@link IllegalStateException}. It throws {@link SqlSyntaxException} where
     * the script ends before the data does. Need not be closed.
     */
    Reader reader();

    /** Returns data that is held in memory, which can be read any number of times. */
    static CopyData of(String text, int firstLine) {
        return new Text(text, firstLine);
    }

    /** Data in memory. */
    record Text(String text, int firstLine) implements CopyData {
        @Override
        public Reader reader() {
            return new StringReader(text);
        }
    }
}
