package io.migrationledger.conformance.crash;

import java.util.Locale;

/**
 * Where a run is broken off.
 *
 * @param call the number of the call that reaches the database, counted from 1
 * @param moment just before the call, or just after it has returned
 */
public record CrashPoint(int call, Moment moment) {

    /** A run that is not broken off. */
    public static final CrashPoint NONE = new CrashPoint(0, Moment.BEFORE);

    /** Which side of a call. */
    public enum Moment {
        /** The call never reaches the database. */
        BEFORE,
        /** The database has answered, and nobody hears it. */
        AFTER
    }

    @Override
    public String toString() {
        return moment.name().toLowerCase(Locale.ROOT) + " call " + call;
    }
}
