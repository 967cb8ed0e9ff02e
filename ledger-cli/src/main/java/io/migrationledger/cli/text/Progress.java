package io.migrationledger.cli.text;

import io.migrationledger.cli.terminal.Page;
import io.migrationledger.migration.Migration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;

/**
 * A line at the bottom of the terminal, from when a run has taken a while: how many migrations are finished, what is at
 * work, and a clock that ticks. Lines that are printed push it down.
 */
public final class Progress implements AutoCloseable {
    private static final long APPEARS_AFTER_MILLIS = 1500;
    private static final long TICK_MILLIS = 250;
    private static final int BAR = 20;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Page page;
    private final int migrations;
    private final int columns;
    private final LongSupplier nanos;
    private final long start;
    private final Timer timer = new Timer("progress", true);
    private boolean shown;
    private boolean closed;
    private int finished;
    private String message = "";

    /** Shows it on a terminal, by the clock of the machine. */
    static Progress begin(Page page, int migrations, int columns) {
        Progress progress = new Progress(page, migrations, columns, System::nanoTime);
        progress.timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        progress.tick();
                    }
                },
                APPEARS_AFTER_MILLIS,
                TICK_MILLIS);
        return progress;
    }

    /** Shows it when it is told to, by another clock. */
    Progress(Page page, int migrations, int columns, LongSupplier nanos) {
        this.page = page;
        this.migrations = migrations;
        this.columns = columns;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    synchronized void at(Migration migration, int statement, int statements) {
        says(migration, statement + "/" + statements);
    }

    synchronized void says(Migration migration, String text) {
        message = migration.id() + " " + text;
        draw();
    }

    synchronized void finished() {
        finished++;
        draw();
    }

    /** Some time has passed: what was not shown yet is, and the clock goes on. */
    synchronized void tick() {
        shown = !closed;
        draw();
    }

    /** Prints something where the line was; the line comes back below it. */
    synchronized void clearThen(Runnable print) {
        clear();
        print.run();
        draw();
    }

    /** Takes the line away, for good. */
    @Override
    public synchronized void close() {
        timer.cancel();
        closed = true;
        clear();
        shown = false;
    }

    private void clear() {
        if (shown) {
            page.stream().print(CLEAR_LINE);
            page.stream().flush();
        }
    }

    private void draw() {
        if (shown) {
            page.stream().print(CLEAR_LINE + text());
            page.stream().flush();
        }
    }

    /** Returns the line, no longer than the terminal is wide: a longer one would not be cleared. */
    private String text() {
        long seconds = (nanos.getAsLong() - start) / 1_000_000_000L;
        int full = migrations == 0 ? 0 : BAR * Math.min(finished, migrations) / migrations;
        String clock = seconds / 3600 > 0
                ? seconds / 3600 + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60)
                : seconds / 60 + ":" + two(seconds % 60);
        String text = "migrations [" + "=".repeat(full) + " ".repeat(BAR - full) + "] " + finished + "/" + migrations
                + "  " + clock + "  " + message;
        String line = page.secrets().hide(text).replaceAll("\\s*\\R\\s*", " ");
        if (line.length() < columns) {
            return line;
        }
        return columns < 2 ? "" : line.substring(0, columns - 2) + "…";
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
