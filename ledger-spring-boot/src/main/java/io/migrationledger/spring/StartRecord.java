package io.migrationledger.spring;

import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What this process has done to one database. Kept in memory, as the application has its metrics only after the start
 * of its migrations. For many threads.
 */
public final class StartRecord implements MigrationListener {
    private final List<Done> done = new ArrayList<>();
    private final List<Consumer<Done>> subscribers = new ArrayList<>();
    private volatile Optional<Ended> start = Optional.empty();

    /** A migration that this process applied or rolled back. */
    public record Done(MigrationId id, Direction direction, Duration elapsed) {}

    /**
     * How the start ended.
     *
     * @param failed whether it threw
     * @param at when
     */
    public record Ended(Duration elapsed, boolean failed, Instant at) {}

    @Override
    public void finished(Migration migration, Direction direction, Duration elapsed) {
        add(new Done(migration.id(), direction, elapsed));
    }

    private synchronized void add(Done one) {
        done.add(one);
        subscribers.forEach(subscriber -> subscriber.accept(one));
    }

    /** A migrator of the application's own has other listeners: what its run returned is all that is known. */
    synchronized void returned(MigrateResult result) {
        if (done.isEmpty()) {
            result.completed().forEach(one -> add(new Done(one.id(), result.direction(), one.elapsed())));
        }
    }

    void ended(Duration elapsed, boolean failed) {
        start = Optional.of(new Ended(elapsed, failed, Instant.now()));
    }

    /** Tells of every migration so far, in order, and of each that follows, on the thread that ran it. */
    public synchronized void subscribe(Consumer<Done> subscriber) {
        done.forEach(subscriber);
        subscribers.add(subscriber);
    }

    /** Returns the migrations so far, in order. */
    public synchronized List<Done> done() {
        return List.copyOf(done);
    }

    /** Returns how the start ended; empty before that. */
    public Optional<Ended> start() {
        return start;
    }
}
