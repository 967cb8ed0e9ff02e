package io.migrationledger.internal.flight;

import io.migrationledger.event.Direction;
import io.migrationledger.migration.MigrationId;
import jdk.jfr.FlightRecorder;

/**
 * Tells JDK Flight Recorder what a run does. Where no recording was ever begun in this process, one flag is looked at, and
 * no class of an event is loaded. A runtime without the module {@code jdk.jfr} tells nothing.
 */
public final class Flight {
    private static final boolean IS_HERE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Flight() {}

    /** Something that lasts. */
    public interface Span {
        /** Nobody records. */
        Span NONE = outcome -> {};

        /** Writes that it has ended, and how; once. */
        void end(Outcome outcome);
    }

    /** How something ended. */
    public enum Outcome {
        DONE,
        FAILED
    }

    /** Begins a run that has something to do. */
    public static Span run(Direction direction, int batch, int migrations) {
        return isOn() ? FlightEvents.run(direction, batch, migrations) : Span.NONE;
    }

    /**
     * Begins an attempt at one migration.
     *
     * @param resumedAfter how many of its statements took effect in an earlier attempt
     */
    public static Span migration(MigrationId id, Direction direction, int statements, int resumedAfter) {
        return isOn() ? FlightEvents.migration(id, direction, statements, resumedAfter) : Span.NONE;
    }

    /**
     * Begins a statement. Its text is not told: it may hold secrets.
     *
     * @param number its number in the script, counted from 1
     * @param line its line in the file, counted from 1; 0 for code
     */
    public static Span statement(MigrationId id, int number, int line) {
        return isOn() ? FlightEvents.statement(id, number, line) : Span.NONE;
    }

    /** Begins to wait for the lock. */
    public static Span lockWait() {
        return isOn() ? FlightEvents.lockWait() : Span.NONE;
    }

    private static boolean isOn() {
        return IS_HERE && FlightRecorder.isInitialized();
    }
}
