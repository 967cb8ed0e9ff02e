package io.migrationledger.migration;

/**
 * What comments at the head of a script say about it; the empty string where they do not.
 *
 * @param author from {@code -- author: …}
 * @param date from {@code -- date: …}, as written
 * @param description from {@code -- description: …}
 */
public record Header(String author, String date, String description) {

    /** A header that says nothing. */
    public static final Header NONE = new Header("", "", "");
}
