package io.migrationledger.conformance.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one of several threads take a step at a time, as a {@link Schedule} says. A thread that has been let go and does not
 * come back waits inside the database for another one, so that one is let go next: on a slow machine a chosen schedule may
 * be another one than on a fast machine, a written one is the same. Where nobody comes to a step for a minute, they hang.
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
    private final Schedule schedule;
    private final List<Thread> threads = new ArrayList<>();
    /** Used by the scheduling thread only. */
    private long lastStep = System.nanoTime();

    StepScheduler(int runners, Schedule schedule) {
        this.at = new At[runners];
        this.go = new boolean[runners];
        this.schedule = schedule;
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
        while (next()) {
            if (System.nanoTime() - lastStep > TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS)) {
                throw new AssertionError("the runners hang: " + Arrays.toString(at));
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Returns whether anybody is left to schedule. */
    private boolean next() throws InterruptedException {
        lock.lock();
        try {
            awaitNobodyRunning();
            List<Integer> waiting = runners(At.WAITING);
            if (!waiting.isEmpty()) {
                boolean beside = !runners(At.RUNNING).isEmpty();
                if (schedule.isGiven()) {
                    Schedule.Choice given = schedule.given();
                    if (at[given.runner()] == At.ENDED) {
                        throw new AssertionError("the schedule does not fit: after " + schedule + " runner "
                                + given.runner() + " has ended");
                    }
                    if (waiting.contains(given.runner()) && (given.beside() || !beside)) {
                        letGo(given);
                    }
                } else {
                    letGo(new Schedule.Choice(waiting.get(schedule.choose(waiting.size())), beside));
                }
            }
            return runners(At.ENDED).size() < at.length;
        } finally {
            lock.unlock();
        }
    }

    private void awaitNobodyRunning() throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(BLOCKED_MILLIS);
        while (!runners(At.RUNNING).isEmpty() && left > 0) {
            left = changed.awaitNanos(left);
        }
    }

    private void letGo(Schedule.Choice choice) {
        schedule.take(choice);
        lastStep = System.nanoTime();
        go[choice.runner()] = true;
        at[choice.runner()] = At.RUNNING;
        changed.signalAll();
    }

    private List<Integer> runners(At state) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            if (at[i] == state) {
                found.add(i);
            }
        }
        return found;
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
