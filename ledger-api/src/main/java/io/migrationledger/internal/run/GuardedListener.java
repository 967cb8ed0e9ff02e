package io.migrationledger.internal.run;

import io.migrationledger.AdoptResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.LockHolder;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what goes wrong in a listener from the run that it listens to: a broken display is no failed migration. */
public final class GuardedListener implements MigrationListener {
    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");

    private final MigrationListener listener;

    /** Guards a listener. */
    public GuardedListener(MigrationListener listener) {
        this.listener = listener;
    }

    @Override
    public void waitingForLock(LockHolder holder, Duration waited) {
        guard(() -> listener.waitingForLock(holder, waited));
    }

    @Override
    public void adopted(AdoptResult result) {
        guard(() -> listener.adopted(result));
    }

    @Override
    public void planned(int migrations) {
        guard(() -> listener.planned(migrations));
    }

    @Override
    public void started(Migration migration, Direction direction, int statements, int resumedAfter) {
        guard(() -> listener.started(migration, direction, statements, resumedAfter));
    }

    @Override
    public void interrupted(MigrationId id, int done) {
        guard(() -> listener.interrupted(id, done));
    }

    @Override
    public void statementStarted(Migration migration, int number, int line, String text) {
        guard(() -> listener.statementStarted(migration, number, line, text));
    }

    @Override
    public void statementDone(Migration migration, int number, int statements) {
        guard(() -> listener.statementDone(migration, number, statements));
    }

    @Override
    public void progress(Migration migration, String text) {
        guard(() -> listener.progress(migration, text));
    }

    @Override
    public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
        guard(() -> listener.retrying(migration, attempt, pause, error));
    }

    @Override
    public void finished(Migration migration, Direction direction, Duration elapsed) {
        guard(() -> listener.finished(migration, direction, elapsed));
    }

    @Override
    public void warning(String text) {
        guard(() -> listener.warning(text));
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.warn("a listener failed; the run goes on", e);
        }
    }
}
