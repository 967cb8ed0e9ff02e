package io.migrationledger.spi;

import java.sql.SQLException;

/**
 * An error of a statement of which the driver knows the line more closely than where the statement begins: the line of the
 * data of a {@code COPY}, say. The ledger names that line.
 */
public final class ScriptLineException extends SQLException {
    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * Keeps an error's words and codes.
     *
     * @param line the 1-based line of the script
     */
    public ScriptLineException(SQLException error, int line) {
        super(error.getMessage(), error.getSQLState(), error.getErrorCode(), error);
        this.line = line;
    }

    /** Returns the 1-based line of the script. */
    public int line() {
        return line;
    }
}
