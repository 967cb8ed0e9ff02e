package io.migrationledger.spi;

/** How a statement relates to transactions. */
public enum StatementKind {
    /** Takes effect when its transaction commits, and not otherwise. */
    TRANSACTIONAL,
    /** Commits by itself, or is refused inside a transaction: runs alone, after its intent has been recorded. */
    SELF_COMMITTING,
    /**
     * May or may not commit inside (a procedure call): runs in a transaction behind a fence row, which shows afterwards
     * whether it did.
     */
    OPAQUE,
    /** Changes only the session: nothing to mark, and run again when a later run resumes after it. */
    SESSION,
    /**
     * Changes only the session, and is refused or without effect inside a transaction: what is open is committed with its
     * mark before it runs. Nothing to mark either, and run again when a later run resumes after it.
     */
    SESSION_ALONE,
    /**
     * Not executed where it stands, because it would do nothing inside a transaction, or harm: {@link
     * ScriptReading#hoisted} says which of these statements {@link DialectSession#beforeMigration} gives their effect
     * (SQLite's {@code PRAGMA foreign_keys}). A plan shows {@code BEGIN} and {@code COMMIT} around a whole script so, too:
     * the ledger's own transaction stands for them.
     */
    HOISTED,
    /** Must not stand in a migration: {@code COMMIT}, {@code USE}, client commands. */
    REFUSED
}
