package io.migrationledger.event;

import io.migrationledger.migration.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * What identifies the statements of a stepwise attempt, so that a later run can tell which statement of an edited file
 * had already taken effect, and show both texts.
 *
 * @param entries one per statement, in order; at most {@link #MAX_ENTRIES}
 */
public record StepList(List<Entry> entries) {

    /** The empty list, of attempts whose statements take effect together or not at all. */
    public static final StepList EMPTY = new StepList(List.of());

    /** Beyond this many statements none more is listed: a part-way attempt can then only resume with its file unchanged. */
    public static final int MAX_ENTRIES = 20_000;

    private static final int MAX_TEXT = 500;
    private static final int TEXT_BUDGET = 32_768;
    private static final String[] SECRETS = {"PASSWORD", "IDENTIFIED", "SECRET"};

    /**
     * One statement.
     *
     * @param checksum {@link StepList#checksumOf} its text
     * @param text the statement, shortened, or empty where it may hold a secret or where there are too many
     */
    public record Entry(String checksum, String text) {}

    /** Copies the entries. */
    public StepList {
        entries = List.copyOf(entries);
    }

    /**
     * Returns the first 16 hexadecimal digits of the SHA-256 of a statement's text with every line ending as one line
     * feed, so that a checkout on Windows equals one on Linux.
     */
    public static String checksumOf(String statement) {
        String normal = statement.indexOf('\r') < 0
                ? statement
                : statement.replace("\r\n", "\n").replace('\r', '\n');
        return Sha256.hex(normal).substring(0, 16);
    }

    /**
     * Returns whether a statement may hold a password. The whole of it is looked at: a database quotes the part that it does
     * not like, wherever that stands.
     */
    public static boolean mayHoldSecret(String statement) {
        for (int at = 0; at < statement.length(); at++) {
            switch (statement.charAt(at)) {
                case 'P', 'p', 'I', 'i', 'S', 's' -> {
                    for (String word : SECRETS) {
                        if (statement.regionMatches(true, at, word, 0, word.length())) {
                            return true;
                        }
                    }
                }
                default -> {
                    // no secret's word begins with it
                }
            }
        }
        return false;
    }

    /** Returns the statement, shortened, or the empty string where it may hold a password, also beyond what is shown. */
    public static String textOf(String statement) {
        if (mayHoldSecret(statement)) {
            return "";
        }
        return statement.length() <= MAX_TEXT ? statement : statement.substring(0, MAX_TEXT - 1) + "…";
    }

    /** Collects the statements of one script as they are read. Confined to one thread. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();
        private int budget = TEXT_BUDGET;

        /**
         * Adds the next statement.
         *
         * @param statement the statement as it runs, which the checksum is of
         * @param written the statement as it stands in the script, whose placeholders may stand for secrets
         */
        public void add(String statement, String written) {
            if (entries.size() == MAX_ENTRIES) {
                return;
            }
            String text = textOf(written);
            budget -= text.length();
            entries.add(new Entry(checksumOf(statement), budget < 0 ? "" : text));
        }

        /** Returns what has been added so far. */
        public StepList build() {
            return new StepList(entries);
        }
    }
}
