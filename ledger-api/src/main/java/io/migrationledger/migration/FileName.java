package io.migrationledger.migration;

import java.util.Optional;

/**
 * What a file's name says in its layout.
 *
 * @param kind what the file is for
 * @param version the version, or the whole stem for a repeatable one
 * @param description the description in the name, with spaces for underscores
 * @param dialect the dialect that this variant is for, or empty for all
 */
record FileName(Kind kind, String version, String description, Optional<String> dialect) {

    enum Kind {
        UP,
        DOWN,
        REPEATABLE
    }

    /** Turns the words of a file's name into a description. */
    static String words(String text) {
        return text.replace('_', ' ').replace('-', ' ').strip();
    }

    /** Returns the length of the version at the start of a name: digits with single dots or underscores, then an underscore. */
    static int versionLength(String name, String separator) {
        int end = 0;
        int longest = 0;
        while (end < name.length()) {
            int digits = end;
            while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
                digits++;
            }
            if (digits == end) {
                break;
            }
            if (name.startsWith(separator, digits)) {
                longest = digits;
            }
            if (digits == name.length() || (name.charAt(digits) != '.' && name.charAt(digits) != '_')) {
                break;
            }
            end = digits + 1;
        }
        return longest;
    }
}
