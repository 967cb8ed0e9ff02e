package io.migrationledger.spi;

/**
 * A driver's judgement of one statement.
 *
 * @param kind how it relates to transactions
 * @param reason why, in a few words for the plan ({@code CREATE INDEX CONCURRENTLY refuses a transaction}); for
 *     {@link StatementKind#REFUSED} what to write instead
 */
public record StatementClass(StatementKind kind, String reason) {

    /** A statement that takes part in a transaction as any other does. */
    public static final StatementClass TRANSACTIONAL = new StatementClass(StatementKind.TRANSACTIONAL, "");

    /** A statement that changes only the session. */
    public static final StatementClass SESSION = new StatementClass(StatementKind.SESSION, "");

    /** Returns the class of a statement that commits by itself. */
    public static StatementClass selfCommitting(String reason) {
        return new StatementClass(StatementKind.SELF_COMMITTING, reason);
    }

    /** Returns the class of a statement that may commit inside. */
    public static StatementClass opaque(String reason) {
        return new StatementClass(StatementKind.OPAQUE, reason);
    }

    /** Returns the class of a statement that changes only the session, and only outside a transaction. */
    public static StatementClass sessionAlone(String reason) {
        return new StatementClass(StatementKind.SESSION_ALONE, reason);
    }

    /** Returns the class of a statement that the driver puts into effect before the migration's transaction. */
    public static StatementClass hoisted(String reason) {
        return new StatementClass(StatementKind.HOISTED, reason);
    }

    /** Returns the class of a statement that must not stand in a migration. */
    public static StatementClass refused(String instead) {
        return new StatementClass(StatementKind.REFUSED, instead);
    }
}
