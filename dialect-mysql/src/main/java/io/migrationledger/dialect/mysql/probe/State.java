package io.migrationledger.dialect.mysql.probe;

/**
 * What was found of a target.
 *
 * @param text {@code absent}, {@code unreadable}, or a hash of its definition
 * @param storage what is the server's own of it, such as InnoDB's numbers for a table; the empty string where that was not
 *     asked for, or is not known
 */
public record State(String text, String storage) {
    static final State ABSENT = new State("absent", "");
    /** The account of the session may not look. */
    static final State UNREADABLE = new State("unreadable", "");

    static State parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? new State(text, "") : new State(text.substring(0, slash), text.substring(slash + 1));
    }

    boolean absent() {
        return text.equals(ABSENT.text);
    }

    boolean unreadable() {
        return text.equals(UNREADABLE.text);
    }

    /** Returns whether this is the same object under another name, as far as can be seen. */
    boolean same(State other) {
        return storage.isEmpty() || other.storage.isEmpty() ? text.equals(other.text) : storage.equals(other.storage);
    }

    /** Returns what another server can tell as well. */
    State withoutStorage() {
        return new State(text, "");
    }

    @Override
    public String toString() {
        return storage.isEmpty() ? text : text + "/" + storage;
    }
}
