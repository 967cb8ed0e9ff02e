package io.migrationledger.cli.text;

import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.migration.Migration;
import java.util.Timer;
import java.util.TimerTask;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar at the bottom of the terminal, from when a run has taken a while. Lines that are printed push it down. */
public final class Progress implements AutoCloseable {
    private static final long APPEARS_AFTER_MILLIS = 1500;
    private static final int WIDTH = 78;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Page page;
    private final int migrations;
    private final Timer timer = new Timer("progress", true);
    private @Nullable ProgressBar bar;
    private int finished;
    private String message = "";

    Progress(Invocation invocation, int migrations) {
        this.page = invocation.err();
        this.migrations = migrations;
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        appear();
                    }
                },
                APPEARS_AFTER_MILLIS);
    }

    synchronized void at(Migration migration, int statement, int statements) {
        says(migration, statement + "/" + statements);
    }

    synchronized void says(Migration migration, String text) {
        message = migration.id() + " " + text;
        show();
    }

    synchronized void finished() {
        finished++;
        show();
    }

    /** Prints something where the bar was; the bar comes back below it. */
    synchronized void clearThen(Runnable print) {
        if (bar != null) {
            page.stream().print(CLEAR_LINE);
            page.stream().flush();
        }
        print.run();
    }

    @Override
    public void close() {
        timer.cancel();
        ProgressBar open;
        synchronized (this) {
            open = bar;
            bar = null;
        }
        if (open != null) {
            open.close(); // outside the monitor, which its own thread takes to print
            page.stream().print(CLEAR_LINE);
            page.stream().flush();
        }
    }

    private synchronized void appear() {
        bar = new ProgressBarBuilder()
                .setTaskName("migrations")
                .setInitialMax(migrations)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .continuousUpdate()
                .setMaxRenderedLength(WIDTH)
                .setConsumer(new DelegatingProgressBarConsumer(this::print, WIDTH))
                .build();
        show();
    }

    private void show() {
        if (bar != null) {
            bar.stepTo(finished);
            bar.setExtraMessage(" " + message);
        }
    }

    private synchronized void print(String text) {
        if (bar != null) {
            page.stream().print(CLEAR_LINE + page.secrets().hide(text));
            page.stream().flush();
        }
    }
}
