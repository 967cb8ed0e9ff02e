package io.migrationledger.internal.connect;

/** Errors that follow another one. */
public final class Suppressed {

    private Suppressed() {}

    /**
     * Adds an error to the one that led to it. A connection that is broken may throw one and the same object again and again,
     * and Java lets no error suppress itself.
     */
    public static void add(Throwable first, Throwable following) {
        if (following != first) {
            first.addSuppressed(following);
        }
    }
}
