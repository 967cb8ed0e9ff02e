package io.migrationledger.audit.difference;

/** In what a migration can differ that both states have. */
public enum Aspect {
    /** Where it stands: in effect in one, part-way in the other. */
    STATUS,
    /** Its contents. */
    CHECKSUM,
    /** Its place in the order in which the migrations came into effect that both states have. */
    ORDER,
    /** Who brought it there. */
    PERSON,
    /** Why, where a person declared it. */
    REASON
}
