package io.migrationledger.cli.terminal;

import org.jspecify.annotations.Nullable;

/** Reads whole numbers of few digits, without a sign. */
public final class PlainNumber {

    private PlainNumber() {}

    /** Returns the number, or null where it is not a plain one. */
    public static @Nullable Integer parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        return text.isEmpty() || text.length() > 9 ? null : Integer.valueOf(text);
    }
}
