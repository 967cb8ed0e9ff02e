package io.migrationledger;

import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.LockHolder;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Hears what a run does, as it happens: on the run's own thread, but for {@link #progress}, which may come on another.
 * Methods must return soon and must not throw.
 */
public interface MigrationListener {

    /** Hears nothing. */
    MigrationListener NONE = new MigrationListener() {};

    /** The lock is held by somebody else; called again from time to time while the runner waits. */
    default void waitingForLock(LockHolder holder, Duration waited) {}

    /** The run has taken over what another tool recorded; called before {@link #planned}. */
    default void adopted(AdoptResult result) {}

    /** How many migrations the run is about to execute. */
    default void planned(int migrations) {}

    /**
     * A migration begins.
     *
     * @param resumedAfter how many of its statements took effect in an earlier attempt
     */
    default void started(Migration migration, Direction direction, int statements, int resumedAfter) {}

    /**
     * An earlier run was cut off in this migration, and this run has found out how far it came; called before {@link
     * #planned}.
     *
     * @param done how many of its statements are in effect
     */
    default void interrupted(MigrationId id, int done) {}

    /**
     * A statement begins.
     *
     * @param number its number in the script, counted from 1
     * @param line its line in the file, counted from 1; 0 for a migration in Java
     */
    default void statementStarted(Migration migration, int number, int line, String text) {}

    /** A statement has been executed. */
    default void statementDone(Migration migration, int number, int statements) {}

    /** A long statement reports how far it is, where the database says so. */
    default void progress(Migration migration, String text) {}

    /**
     * A lock of the database was not obtained in time, or the database refused the transaction because of another one. The
     * transaction begins again after the pause.
     */
    default void retrying(Migration migration, int attempt, Duration pause, SQLException error) {}

    /** A migration is recorded as applied or rolled back. */
    default void finished(Migration migration, Direction direction, Duration elapsed) {}

    /** Something that a person should know and that does not stop the run. */
    default void warning(String text) {}
}
