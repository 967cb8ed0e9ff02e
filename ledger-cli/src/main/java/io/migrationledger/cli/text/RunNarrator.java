package io.migrationledger.cli.text;

import io.migrationledger.AdoptResult;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.LockHolder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person what a run does, as it happens: a line for each migration on standard output; waiting, retries and
 * warnings on standard error. A program that reads JSON is told of the latter only.
 */
public final class RunNarrator implements MigrationListener, AutoCloseable {
    private final Invocation invocation;
    private final Predicate<String> keptBack;
    private final Interruption interruption;
    private volatile @Nullable Progress progress;
    private final Set<MigrationId> cutOff = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private int resumed;

    public RunNarrator(Invocation invocation) {
        this(invocation, note -> false);
    }

    /**
     * Tells of a run.
     *
     * @param keptBack notes that are not told meanwhile, since the answer may say the same; the others of them are {@link
     *     #untold}
     */
    public RunNarrator(Invocation invocation, Predicate<String> keptBack) {
        this.invocation = invocation;
        this.keptBack = keptBack;
        this.interruption = new Interruption(invocation, this::clear);
        invocation.atEnd(this::close);
    }

    private void clear() {
        if (progress != null) {
            progress.close();
        }
    }

    @Override
    public void waitingForLock(LockHolder holder, Duration waited) {
        interruption.waiting();
        String since = holder.since()
                .map(time -> ", since " + Readable.time(time) + " UTC")
                .orElse("");
        aside("Waiting for the lock: it is held by " + holder.description() + since
                + (waited.toSeconds() < 1 ? "" : "; waited " + Readable.duration(waited)) + ".");
    }

    @Override
    public void interrupted(MigrationId id, int done) {
        cutOff.add(id);
    }

    @Override
    public void adopted(AdoptResult result) {
        if (!invocation.isJson()) {
            clearThen(() -> invocation.out().line(AdoptText.summary(result, false)));
        }
    }

    @Override
    public void planned(int migrations) {
        if (!invocation.isJson() && invocation.surroundings().errIsTerminal()) {
            progress = Progress.begin(
                    invocation.err(), migrations, invocation.surroundings().terminalColumns());
        }
    }

    @Override
    public void started(Migration migration, Direction direction, int statements, int resumedAfter) {
        resumed = resumedAfter;
        interruption.started(migration, direction);
        if (progress != null) {
            progress.at(migration, 0, statements);
        }
    }

    @Override
    public void statementStarted(Migration migration, int number, int line, String text) {
        interruption.statement(number, line);
    }

    @Override
    public void statementDone(Migration migration, int number, int statements) {
        if (progress != null) {
            progress.at(migration, number, statements);
        }
    }

    @Override
    public void progress(Migration migration, String text) {
        if (progress != null) {
            progress.says(migration, text);
        }
    }

    @Override
    public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
        aside("Migration " + migration.id() + " met a lock of the database, or another transaction ("
                + error.getMessage() + "); trying again in " + Readable.duration(pause) + ".");
    }

    @Override
    public void finished(Migration migration, Direction direction, Duration elapsed) {
        interruption.finished();
        if (progress != null) {
            progress.finished();
        }
        if (invocation.isJson()) {
            return;
        }
        Page page = invocation.out();
        String id = migration.id().toString();
        String text = page.in(Color.GOOD, direction == Direction.UP ? "applied" : "rolled back")
                + "  " + id + " ".repeat(Math.max(0, invocation.longestId() - id.length()))
                + "  " + migration.description()
                + " "
                        .repeat(Math.max(
                                0,
                                invocation.longestDescription()
                                        - migration.description().length()))
                + "  " + page.in(Color.FAINT, Readable.duration(elapsed))
                + again(migration);
        clearThen(() -> page.line(text));
        page.stream().flush();
    }

    private String again(Migration migration) {
        if (resumed > 0) {
            return " for the rest  (went on after statement " + resumed + ")";
        }
        return cutOff.contains(migration.id()) ? "  (again: it was cut off before)" : "";
    }

    @Override
    public void warning(String text) {
        if (keptBack.test(text)) {
            return;
        }
        told.add(text);
        aside(invocation.err().in(Color.WAITING, "Note:") + " " + text);
    }

    /** The run has ended: what is said next stands below no line of progress. At the latest when the command ends. */
    @Override
    public void close() {
        interruption.close();
        clear();
    }

    /** Returns whether an attempt was found that an earlier run had not ended. */
    public boolean hasSettled() {
        return !cutOff.isEmpty();
    }

    /** Returns the notes of a result that nobody has been told of while it ran. */
    public List<String> untold(MigrateResult result) {
        List<String> untold = new ArrayList<>(result.notes());
        untold.removeAll(told);
        return untold;
    }

    /** Returns the closing line of a run that did something. */
    public static String summary(String did, MigrateResult result) {
        return did + " " + Readable.count(result.completed().size(), "migration") + " in "
                + Readable.duration(result.elapsed()) + " (batch " + result.batch() + ").";
    }

    private void aside(String text) {
        clearThen(() -> invocation.err().line(text));
        invocation.err().stream().flush();
    }

    private void clearThen(Runnable print) {
        if (progress == null) {
            print.run();
        } else {
            progress.clearThen(print);
        }
    }
}
