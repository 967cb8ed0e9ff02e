package io.migrationledger.cli.settings;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What is said of a file that was named and cannot be read. */
public final class UnreadableFile {
    private UnreadableFile() {}

    /**
     * Returns the error.
     *
     * @param name the file as it was named
     * @param advice what to give instead
     */
    public static LedgerException named(String name, IOException e, String advice) {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE, words(name, e), LedgerException.NOTHING_CHANGED, advice, e);
    }

    private static String words(String name, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no file " + name;
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not read " + name;
        }
        if (e instanceof CharacterCodingException) {
            return name + " is not text in UTF-8";
        }
        return "cannot read " + name + " (" + e + ")";
    }
}
