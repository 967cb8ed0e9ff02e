package io.migrationledger.event;

/** Which of a migration's two scripts an event is about. */
public enum Direction {
    /** Towards the newer schema. */
    UP,
    /** Back to the older schema, by the down script. */
    DOWN
}
