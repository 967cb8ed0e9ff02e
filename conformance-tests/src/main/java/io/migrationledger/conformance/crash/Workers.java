package io.migrationledger.conformance.crash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tries one thing after another, or several at once. The first failure, and the end of the time, leave nothing to the other
 * workers.
 *
 * @param name for messages
 * @param workers how many are tried at once
 * @param limit after which no further one is begun; empty for no limit
 */
record Workers<T>(String name, int workers, Optional<Duration> limit) {

    /** Tries one. */
    @FunctionalInterface
    interface Work<T> {
        void of(T one) throws Exception;
    }

    /** Tries all of them; throws the first failure. */
    void tryAll(List<T> all, Work<T> work) throws Exception {
        long start = System.nanoTime();
        Queue<T> waiting = new ConcurrentLinkedQueue<>(all);
        if (workers == 1) {
            work(waiting, start, work);
        } else {
            workAtOnce(waiting, start, work);
        }
    }

    private boolean timeIsUp(long start) {
        return limit.isPresent() && System.nanoTime() - start >= limit.get().toNanos();
    }

    private void work(Queue<T> waiting, long start, Work<T> work) throws Exception {
        try {
            for (T one = waiting.poll(); one != null; one = waiting.poll()) {
                work.of(one);
                if (timeIsUp(start)) {
                    waiting.clear();
                }
            }
        } catch (Exception | Error e) {
            waiting.clear();
            throw e;
        }
    }

    private void workAtOnce(Queue<T> waiting, long start, Work<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            Throwable failure = firstFailure(pool, waiting, start, work);
            pool.shutdown();
            if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError(name + ": a worker has not ended a minute after the others", failure);
            }
            if (failure instanceof Error wrong) {
                throw wrong;
            }
            if (failure != null) {
                throw (Exception) failure;
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
            throw e;
        } finally {
            waiting.clear();
            pool.shutdown();
        }
    }

    private @Nullable Throwable firstFailure(ExecutorService pool, Queue<T> waiting, long start, Work<T> work)
            throws InterruptedException {
        CompletionService<Void> ended = new ExecutorCompletionService<>(pool);
        for (int i = 0; i < workers; i++) {
            ended.submit(() -> {
                work(waiting, start, work);
                return null;
            });
        }
        try {
            for (int i = 0; i < workers; i++) {
                ended.take().get();
            }
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
