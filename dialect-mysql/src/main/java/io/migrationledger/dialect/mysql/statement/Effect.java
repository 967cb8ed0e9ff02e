package io.migrationledger.dialect.mysql.statement;

/** What a self-committing statement does to its targets: it decides how a probe tells whether it happened. */
public enum Effect {
    /** Whatever state it finds, it leaves the same: it may run again. */
    REPEATABLE,
    /** Its one target comes into being, or is replaced. */
    CREATES,
    /** As {@link #CREATES}, but the object may end by itself: a one-time event. */
    CREATES_PASSING,
    /** As {@link #CREATES}, and the table is filled by a SELECT, which is a step of its own on some servers. */
    FILLS,
    /** Accounts come into being, on MariaDB one after the other. */
    CREATES_ACCOUNTS,
    /** Its targets cease to be, on MariaDB one after the other. */
    DROPS,
    /** The definition of its target changes, or its name. */
    ALTERS,
    /** Pairs of targets: the first takes the second's name, one pair after the other. */
    RENAMES,
    /** Its targets keep their definitions, and lose or exchange their rows. */
    EMPTIES,
    /** Writes rows that no rollback undoes. */
    WRITES,
    /** Nobody can tell; the reading's note says why. */
    UNKNOWABLE
}
