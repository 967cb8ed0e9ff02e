package io.migrationledger.migration;

import java.io.IOException;
import java.io.InputStream;

/** A script that can be read as often as needed, so that no script has to be held in memory. Safe for many threads. */
public interface SqlScript {

    /** Returns where the script is, as a person would name it: a path relative to the working directory, a resource. */
    String location();

    /**
     * Returns where a line of the script stands: in its file, unless the script is made of several.
     *
     * @param line counted from 1
     */
    default Place place(int line) {
        return new Place(location(), line);
    }

    /**
     * A line of a file.
     *
     * @param location the file, as a person would name it
     * @param line counted from 1
     */
    record Place(String location, int line) {
        @Override
        public String toString() {
            return location + ":" + line;
        }
    }

    /**
     * Opens the script's bytes, which are UTF-8 with or without a byte order mark. The caller closes the stream.
     *
     * @throws IOException where it cannot be read
     */
    InputStream open() throws IOException;
}
