package io.migrationledger.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one of several threads take a step at a time. A thread that has been let go and does not come back waits inside
 * the database for another one, so that one is let go next; nothing is ever judged by how long something took.
 */
final class StepScheduler {
    private static final long BLOCKED_MILLIS = 150;
    private static final long GIVE_UP_SECONDS = 60;

    private enum At {
        RUNNING,
        WAITING,
        ENDED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final At[] at;
    private final boolean[] go;
    private final Random random;
    private final List<Thread> threads = new ArrayList<>();

    StepScheduler(int runners, Random random) {
        this.at = new At[runners];
        this.go = new boolean[runners];
        this.random = random;
        Arrays.fill(at, At.RUNNING);
    }

    /** Starts a runner; it stands still at its first step. */
    void start(int runner, Runnable body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } finally {
                        set(runner, At.ENDED);
                    }
                },
                "runner-" + runner);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Stands still until the scheduler lets this runner go. */
    void step(int runner) throws InterruptedException {
        lock.lock();
        try {
            at[runner] = At.WAITING;
            changed.signalAll();
            while (!go[runner]) {
                changed.await();
            }
            go[runner] = false;
            at[runner] = At.RUNNING;
        } finally {
            lock.unlock();
        }
    }

    /** Schedules until all have ended. */
    void run() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
        while (next()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the runners hang: " + Arrays.toString(at));
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private boolean next() throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(BLOCKED_MILLIS);
            while (running() && left > 0) {
                left = changed.awaitNanos(left);
            }
            List<Integer> waiting = new ArrayList<>();
            boolean ended = true;
            for (int i = 0; i < at.length; i++) {
                ended &= at[i] == At.ENDED;
                if (at[i] == At.WAITING && !go[i]) {
                    waiting.add(i);
                }
            }
            if (!waiting.isEmpty()) {
                int chosen = waiting.get(random.nextInt(waiting.size()));
                go[chosen] = true;
                at[chosen] = At.RUNNING;
                changed.signalAll();
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    private boolean running() {
        for (At state : at) {
            if (state == At.RUNNING) {
                return true;
            }
        }
        return false;
    }

    private void set(int runner, At state) {
        lock.lock();
        try {
            at[runner] = state;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
