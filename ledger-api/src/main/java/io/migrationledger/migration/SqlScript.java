package io.migrationledger.migration;

import java.io.IOException;
import java.io.InputStream;

/** A script that can be read as often as needed, so that no script has to be held in memory. Safe for many threads. */
public interface SqlScript {

    /** Returns where the script is, as a person would name it: a path relative to the working directory, a resource. */
    String location();

    /**
     * Opens the script's bytes, which are UTF-8 with or without a byte order mark. The caller closes the stream.
     *
     * @throws IOException where it cannot be read
     */
    InputStream open() throws IOException;
}
