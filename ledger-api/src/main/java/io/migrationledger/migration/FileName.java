package io.migrationledger.migration;

import java.util.Optional;

/**
 * What a file's name says in its layout.
 *
 * @param kind what the file is for
 * @param version the version, or what stands for one: the whole stem for a repeatable one
 * @param description the description in the name, with spaces for underscores
 * @param dialect the dialect that this variant is for, or empty for all
 */
public record FileName(Kind kind, String version, String description, Optional<String> dialect) {

    /** What a file is for. */
    public enum Kind {
        /** It applies a migration. */
        UP,
        /** It takes one back. */
        DOWN,
        /** It applies one that runs again whenever it changes. */
        REPEATABLE
    }

    /** Turns the words of a file's name into a description. */
    public static String words(String text) {
        return text.replace('_', ' ').replace('-', ' ').strip();
    }

    /** Returns how many digits a name begins with. */
    public static int digits(String name) {
        int digits = 0;
        while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
            digits++;
        }
        return digits;
    }

    /**
     * Returns the length of the version at the start of a name: digits with single dots or underscores, then the
     * separator; 0 where there is none.
     */
    public static int versionLength(String name, String separator) {
        int end = 0;
        int longest = 0;
        while (end < name.length()) {
            int digits = end + digits(name.substring(end));
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
