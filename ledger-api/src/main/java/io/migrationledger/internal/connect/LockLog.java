package io.migrationledger.internal.connect;

import io.migrationledger.spi.LockHolder;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in an application's log that it waits for the lock, and for whom: at once, and then every half minute. */
final class LockLog {
    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Consumer<String> lines;
    private @Nullable Duration written;

    LockLog() {
        this(log::info);
    }

    LockLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Writes a line where it is time for one. */
    void waiting(LockHolder holder, Duration waited) {
        Duration before = written;
        if (before != null && waited.minus(before).compareTo(EVERY) < 0) {
            return;
        }
        written = waited;
        lines.accept("waiting for the ledger's lock" + (before == null ? "" : " since " + waited.toSeconds() + " s")
                + ": it is held by " + LockWait.describe(holder));
    }
}
