package io.migrationledger.internal.run;

import io.migrationledger.internal.connect.Connections;
import io.migrationledger.spi.ProgressProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a long statement's progress while it runs. After two seconds, and every two from then on, a thread asks on a
 * second connection, where one can be had: it is a courtesy, and nothing depends on it.
 */
public final class ProgressWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");
    private static final long EVERY_SECONDS = 2;

    private final CountDownLatch ended = new CountDownLatch(1);

    private ProgressWatch() {}

    /** Begins to watch; without a probe or a way to connect, nothing is watched. */
    static ProgressWatch over(
            Optional<ProgressProbe> probe, Optional<Connections.Opener> second, Consumer<String> report) {
        ProgressWatch watch = new ProgressWatch();
        if (probe.isPresent() && second.isPresent()) {
            Thread thread = new Thread(() -> watch.run(probe.get(), second.get(), report), "ledger-progress");
            thread.setDaemon(true);
            thread.start();
        }
        return watch;
    }

    private void run(ProgressProbe probe, Connections.Opener second, Consumer<String> report) {
        try {
            if (ended.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            try (Connection connection = second.open()) {
                while (ended.getCount() > 0) {
                    probe.ask(connection).filter(text -> ended.getCount() > 0).ifPresent(report);
                    if (ended.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                        return;
                    }
                }
            }
        } catch (SQLException | RuntimeException e) {
            log.debug("a long statement can no longer be watched from a second connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The statement has ended. */
    @Override
    public void close() {
        ended.countDown();
    }
}
