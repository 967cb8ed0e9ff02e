package io.migrationledger.dialect.sqlite;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQLite's result codes, as sqlite-jdbc hands them on in {@link SQLException#getErrorCode()}: the primary code, without
 * the bits of the extended one (https://www.sqlite.org/rescode.html).
 */
final class SqliteErrors {
    static final int ERROR = 1;
    static final int BUSY = 5;
    static final int LOCKED = 6;
    static final int READONLY = 8;
    static final int CANTOPEN = 14;
    static final int CONSTRAINT = 19;
    static final int NOTADB = 26;

    /** sqlite-jdbc does not hand on the offset of the error (https://www.sqlite.org/c3ref/errcode.html), but its words. */
    private static final Pattern NAMES =
            Pattern.compile("near \"(.+?)\": syntax error|no such (?:table|column|function): (?:\\w+\\.)?([^)\\s]+)");

    /** sqlite-jdbc writes {@code [SQLITE_ERROR] SQL error or missing database (near "X": syntax error)}. */
    private static final Pattern WRAPPED = Pattern.compile("\\[SQLITE_\\w+] [^(]*\\((.+)\\)", Pattern.DOTALL);

    /** What SQLite says of a table that lacks a column, or has one that takes no default. */
    private static final Pattern OTHER_TABLE = Pattern.compile("no such column: |has no column named |"
            + "(?:NOT NULL|CHECK) constraint failed: |values for \\d+ columns|cannot modify .+ because it is a view");

    private SqliteErrors() {}

    /** Returns SQLite's own words of an error, without what sqlite-jdbc puts around them. */
    static String words(SQLException error) {
        String message = String.valueOf(error.getMessage());
        Matcher wrapped = WRAPPED.matcher(message);
        return wrapped.matches() ? wrapped.group(1) : message;
    }

    /** Returns whether an error of the ledger's own statement says that its table has other columns or constraints. */
    static boolean isTableChanged(SQLException error) {
        boolean raised = error.getErrorCode() == CONSTRAINT
                && error.getMessage() != null
                && error.getMessage().contains("SQLITE_CONSTRAINT_TRIGGER");
        return raised || OTHER_TABLE.matcher(words(error)).find();
    }

    /** Returns the word of the statement that the error names. */
    static Optional<String> place(SQLException error) {
        Matcher named = NAMES.matcher(String.valueOf(error.getMessage()));
        return named.find() ? Optional.of(named.group(1) != null ? named.group(1) : named.group(2)) : Optional.empty();
    }

    static boolean isBusy(SQLException error) {
        return error.getErrorCode() == BUSY || error.getErrorCode() == LOCKED;
    }

    /** VACUUM INTO found a file there, a database or another one, and left it alone. */
    static boolean isFileThere(SQLException error) {
        return error.getErrorCode() == NOTADB
                || String.valueOf(error.getMessage()).contains("output file already exists");
    }

    /** The file that is open has another name, or none: SQLITE_READONLY_DBMOVED (https://www.sqlite.org/rescode.html). */
    private static boolean isMoved(SQLException error) {
        return String.valueOf(error.getMessage()).contains("SQLITE_READONLY_DBMOVED");
    }

    private static LedgerException moved(SQLException error, String words) {
        return new LedgerException(
                ErrorCode.READ_ONLY,
                "the database file was moved, renamed or deleted while it was in use" + words,
                "The run stopped; what is recorded in the ledger is in effect, in the file where it is now.",
                Advice.of("Put the file back, and run ", Action.SAME, " again."),
                error);
    }

    static Optional<LedgerException> explain(SQLException error) {
        String words = " (" + words(error) + ")";
        return switch (error.getErrorCode()) {
            case BUSY, LOCKED ->
                Optional.of(new LedgerException(
                        ErrorCode.DATABASE_BUSY,
                        "another program holds a lock on the database file" + words,
                        LedgerException.NOTHING_CHANGED,
                        Advice.of("Let that program finish or close it, and run ", Action.SAME, " again."),
                        error));
            case READONLY ->
                isMoved(error)
                        ? Optional.of(moved(error, words))
                        : Optional.of(new LedgerException(
                                ErrorCode.READ_ONLY,
                                "the database file cannot be written" + words,
                                LedgerException.NOTHING_CHANGED,
                                "Give this user the right to write the file and its directory.",
                                error));
            case CANTOPEN ->
                Optional.of(new LedgerException(
                        ErrorCode.NO_CONNECTION,
                        "the database file cannot be opened" + words,
                        LedgerException.NOTHING_CHANGED,
                        "Check that its directory exists and that this user may write there.",
                        error));
            case NOTADB ->
                Optional.of(new LedgerException(
                        ErrorCode.UNSUITABLE_DATABASE,
                        "the file is not an SQLite database, or it is encrypted" + words,
                        LedgerException.NOTHING_CHANGED,
                        "Check the file's name in the address.",
                        error));
            default -> Optional.empty();
        };
    }
}
