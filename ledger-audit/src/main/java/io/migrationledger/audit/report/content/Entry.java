package io.migrationledger.audit.report.content;

import io.migrationledger.event.Actor;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.Failure;
import io.migrationledger.event.Origin;
import io.migrationledger.event.Strategy;
import io.migrationledger.event.Touched;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What happened to one migration at one time: an attempt from its beginning to its end, or what a person or another tool
 * declared.
 *
 * @param first the sequence number of its first event
 * @param last the sequence number of its last event
 * @param batch the run
 * @param began when its first event was recorded
 * @param outcome how it ended
 * @param origin how its last event came to be
 * @param done how many statements are known to have taken effect
 * @param statements how many the script had; 0 where nothing was executed
 * @param strategy how they took effect; empty where nothing was executed
 * @param took how long it ran; empty where nothing ran, or nobody knows
 * @param error what the database said
 * @param doubt the statement of which nobody knew whether it took effect
 * @param reason a person's reason, or why it follows from something else
 * @param adopted what another tool's history said of it
 * @param checksum the checksum of the migration
 * @param stoodFor how many other migrations the script came to stand for
 * @param touched the objects that it changed
 * @param script the hash by which the text of its scripts is kept; empty where it is not
 * @param keptDown whether the down script came out of the ledger, because its file was gone
 */
public record Entry(
        long first,
        long last,
        int batch,
        Actor actor,
        Instant began,
        Outcome outcome,
        Direction direction,
        Origin origin,
        int done,
        int statements,
        Optional<Strategy> strategy,
        Optional<Duration> took,
        Optional<Failure> error,
        Optional<Doubt> doubt,
        Optional<String> reason,
        Optional<Adopted> adopted,
        String checksum,
        int stoodFor,
        Touched touched,
        Optional<String> script,
        boolean keptDown) {

    /** How something ended. */
    public enum Outcome {
        /** In effect. */
        APPLIED,
        /** No longer in effect: undone by the down script. */
        ROLLED_BACK,
        /** Failed, and left nothing behind. */
        FAILED,
        /** Failed, and some statements stay. */
        PART_WAY,
        /** Failed, and one statement is in doubt. */
        IN_DOUBT,
        /** Nothing ran: a person, another tool's history or another script decided it. */
        DECLARED,
        /** Not ended when the report was made. */
        OPEN
    }

    /** Returns whether the attempt failed, whatever it left behind. */
    public boolean isFailure() {
        return outcome == Outcome.FAILED || outcome == Outcome.PART_WAY || outcome == Outcome.IN_DOUBT;
    }
}
