package io.migrationledger.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.LockHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An application's log while a run waits for another. */
class LockLogTest {

    @Test
    void aLineAtOnceAndThenEveryHalfMinute() {
        LockHolder holder = new LockHolder("process 7", Optional.of(Instant.parse("2026-01-02T03:04:05Z")));
        List<String> lines = new ArrayList<>();
        LockLog log = new LockLog(lines::add);

        for (int second = 0; second <= 60; second += 5) {
            log.waiting(holder, Duration.ofSeconds(second));
        }

        String held = ": it is held by process 7, since 2026-01-02 03:04:05 UTC";
        assertThat(lines)
                .containsExactly(
                        "waiting for the ledger's lock" + held,
                        "waiting for the ledger's lock since 30 s" + held,
                        "waiting for the ledger's lock since 60 s" + held);
    }
}
