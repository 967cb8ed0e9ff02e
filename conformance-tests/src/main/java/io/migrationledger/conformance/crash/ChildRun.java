package io.migrationledger.conformance.crash;

import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.CrashDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A run in a process of its own. The child says {@code ready} when its classes are loaded and waits for a line; then it
 * runs. At its crash point it says {@code at-point} and stands still, so that the parent can kill it exactly there.
 */
public final class ChildRun implements AutoCloseable {
    private static final int GIVE_UP_MINUTES = 5;
    private static final String READY = "ready";
    private static final String AT_POINT = "at-point";
    private static final String DONE = "done ";
    private static final String FAILED = "failed ";

    private final Process process;
    private final BufferedReader output;

    private ChildRun(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a child, with the time zone and the locale of this process, and waits until it is ready to run.
     *
     * @param point where it stands still, or {@link CrashPoint#NONE}
     */
    public static ChildRun start(Class<?> subject, CrashDatabase database, CrashPoint point) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Duser.timezone=" + TimeZone.getDefault().getID(),
                        "-Duser.language=" + Locale.getDefault().getLanguage(),
                        "-Duser.country=" + Locale.getDefault().getCountry(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildRun.class.getName(),
                        subject.getName(),
                        database.url(),
                        database.user(),
                        database.password(),
                        Integer.toString(point.call()),
                        point.moment().name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ChildRun child = new ChildRun(process);
        child.expect(READY);
        return child;
    }

    /** Lets the child run. */
    public void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Returns whether the child has not ended yet. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Waits until the child stands at its point, and kills it with SIGKILL; returns false where it ended before. */
    public boolean killAtPoint() throws IOException, InterruptedException {
        String line = line();
        if (line != null && line.startsWith(DONE)) {
            process.waitFor();
            return false;
        }
        if (!AT_POINT.equals(line)) {
            throw new IllegalStateException("the child said: " + line);
        }
        process.destroyForcibly().waitFor();
        return true;
    }

    /** Waits for the end of a child that was not to be broken off, and returns how many migrations it completed. */
    public int completed() throws IOException, InterruptedException {
        return Integer.parseInt(ended(DONE));
    }

    /** Waits for the end of a child whose run must fail, and returns the code of its error, such as {@code ML-1102}. */
    public String failed() throws IOException, InterruptedException {
        return ended(FAILED);
    }

    private String ended(String expected) throws IOException, InterruptedException {
        String line = line();
        int exit = process.waitFor();
        if (exit != 0 || line == null || !line.startsWith(expected)) {
            throw new AssertionError("the other process ended with " + exit + " and said: " + line);
        }
        return line.substring(expected.length());
    }

    /** Kills the child where it still runs, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the child's next line, or null where it ends; a child that says nothing for minutes hangs, and is killed. */
    private @Nullable String line() throws IOException {
        CompletableFuture<Void> guard = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(GIVE_UP_MINUTES, TimeUnit.MINUTES));
        try {
            return output.readLine();
        } finally {
            guard.cancel(false);
        }
    }

    private void expect(String expected) throws IOException {
        String line = line();
        if (!expected.equals(line)) {
            process.destroyForcibly();
            throw new IllegalStateException("the child said: " + line);
        }
    }

    /** The child's side: subject class, address, user, password, call, moment. */
    public static void main(String[] arguments) throws Exception {
        Object made = Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        CrashSubject subject =
                made instanceof ConformanceFixture fixture ? new FixtureSubject(fixture) : (CrashSubject) made;
        Properties properties = new Properties();
        if (!arguments[2].isEmpty()) {
            properties.setProperty("user", arguments[2]);
            properties.setProperty("password", arguments[3]);
        }
        System.out.println(READY);
        if (System.in.read() < 0) {
            return; // the parent is gone
        }
        CrashPoint crash = new CrashPoint(Integer.parseInt(arguments[4]), CrashPoint.Moment.valueOf(arguments[5]));
        try {
            MigrateResult result = crash.equals(CrashPoint.NONE)
                    ? CrashEnumeration.migrator(subject, Migrator.of(arguments[1], properties))
                            .migrate()
                    : runTo(crash, subject, arguments[1], properties);
            System.out.println(DONE + result.completed().size());
        } catch (LedgerException e) {
            System.out.println(FAILED + e.code().code());
        }
    }

    private static MigrateResult runTo(CrashPoint crash, CrashSubject subject, String url, Properties login)
            throws SQLException {
        CountedCalls counted = new CountedCalls((point, real) -> {
            if (point.equals(crash)) {
                System.out.println(AT_POINT);
                new CountDownLatch(1).await();
            }
            return true;
        });
        try (Connection real = DriverManager.getConnection(url, login)) {
            return CrashEnumeration.migrator(subject, Migrator.of(counted.wrap(real)))
                    .migrate();
        }
    }
}
