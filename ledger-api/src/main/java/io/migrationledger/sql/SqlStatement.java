package io.migrationledger.sql;

import java.util.Objects;
import java.util.Optional;

/**
 * One statement of a script.
 *
 * @param number 1-based position among the script's statements; client commands count
 * @param text from the first significant character to the last one: without the terminator, without comments and white
 *     space before and after; comments inside are kept, line endings are as in the script. An executable comment is
 *     significant
 * @param line 1-based line of the text's first character; CRLF, LF and a lone CR each end one line
 * @param column 1-based column of the text's first character, in UTF-16 code units; a tab is one
 * @param copyData the data that follows {@code COPY … FROM stdin}, which are read while they are asked for; empty for every
 *     other statement
 * @param clientCommand true for a command of psql, mysql or the sqlite3 shell ({@code \i x.sql}, {@code SOURCE x.sql},
 *     {@code .read x.sql}): a server cannot run it, so a driver refuses the script and names the line. The text is the
 *     rest of the line
 */
public record SqlStatement(
        int number, String text, int line, int column, Optional<CopyData> copyData, boolean clientCommand) {

    public SqlStatement {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(copyData, "copyData");
    }

    /** A statement for the server, as opposed to a client command. */
    public SqlStatement(int number, String text, int line, int column, Optional<CopyData> copyData) {
        this(number, text, line, column, copyData, false);
    }
}
