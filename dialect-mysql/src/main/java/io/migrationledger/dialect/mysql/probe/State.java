package io.migrationledger.dialect.mysql.probe;

/**
 * What was found of a target.
 *
 * @param text {@code absent}, {@code unreadable}, or a hash of its definition
 * @param storage identifies its storage (a server, a colon, that server's numbers) or its rows, or says what else is that
 *     server's own; the empty string where that was not asked for or is not known
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
        return storage.isEmpty() || other.storage.isEmpty() || isElsewhere(other)
                ? text.equals(other.text)
                : storage.equals(other.storage);
    }

    /** Returns whether the two were seen on two servers, as after a failover: each has numbers of its own. */
    boolean isElsewhere(State other) {
        return !storage.isEmpty() && !other.storage.isEmpty() && !server().equals(other.server());
    }

    private String server() {
        return storage.substring(0, storage.indexOf(':') + 1);
    }

    @Override
    public String toString() {
        return storage.isEmpty() ? text : text + "/" + storage;
    }
}
