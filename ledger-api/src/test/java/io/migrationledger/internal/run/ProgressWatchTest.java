package io.migrationledger.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.ProgressProbe;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProgressWatchTest {
    private final AtomicInteger opened = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Connection connection() {
        opened.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closed.countDown();
                    }
                    return method.getName().equals("getAutoCommit") ? true : null;
                });
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("ledger-progress") && thread.isAlive())
                .count();
    }

    @Test
    @Timeout(60)
    void oneThreadWatchesAllStatementsAndAsksOnlyOfALongOne() throws Exception {
        long before = watchers();
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        List<String> ofShort = new ArrayList<>();
        try (ProgressWatch watch = new ProgressWatch(Optional.of(this::connection))) {
            ProgressProbe half = other -> Optional.of("half");
            for (int statement = 0; statement < 1000; statement++) {
                watch.begin(Optional.of(half), ofShort::add);
                watch.end();
            }
            assertThat(watchers()).isEqualTo(before + 1);
            assertThat(opened).hasValue(0);
            watch.begin(Optional.of(half), told::add);
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("half");
            assertThat(opened).hasValue(1);
            watch.end();
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ofShort).isEmpty();
    }

    /** In a transaction that stays open the watcher's snapshot would be waited for by what it watches. */
    @Test
    @Timeout(60)
    void aConnectionOfAPoolWithoutAutoCommitIsAskedWithIt() throws Exception {
        AtomicBoolean autoCommit = new AtomicBoolean();
        BlockingQueue<Boolean> asked = new LinkedBlockingQueue<>();
        BlockingQueue<Boolean> givenBack = new LinkedBlockingQueue<>();
        Connection pooled = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setAutoCommit" -> autoCommit.set((Boolean) arguments[0]);
                        case "close" -> givenBack.add(autoCommit.get());
                        default -> {
                            return method.getName().equals("getAutoCommit") ? autoCommit.get() : null;
                        }
                    }
                    return null;
                });
        try (ProgressWatch watch = new ProgressWatch(Optional.of(() -> pooled))) {
            watch.begin(
                    Optional.of(other -> {
                        asked.add(other.getAutoCommit());
                        return Optional.empty();
                    }),
                    text -> {});
            assertThat(asked.poll(30, TimeUnit.SECONDS)).isTrue();
            watch.end();
            assertThat(givenBack.poll(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void withoutAProbeOrASecondConnectionNoThreadIsStarted() {
        long before = watchers();
        try (ProgressWatch blind = new ProgressWatch(Optional.empty());
                ProgressWatch idle = new ProgressWatch(Optional.of(this::connection))) {
            blind.begin(Optional.of(other -> Optional.empty()), text -> {});
            idle.begin(Optional.empty(), text -> {});
            assertThat(watchers()).isEqualTo(before);
        }
    }
}
