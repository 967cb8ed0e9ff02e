package io.migrationledger.spring.autoconfigure;

import io.migrationledger.AdoptResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.LockHolder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Tells several listeners, in order. */
record Listeners(List<MigrationListener> all) implements MigrationListener {

    private void tell(Consumer<MigrationListener> what) {
        all.forEach(what);
    }

    @Override
    public void waitingForLock(LockHolder holder, Duration waited) {
        tell(one -> one.waitingForLock(holder, waited));
    }

    @Override
    public void adopted(AdoptResult result) {
        tell(one -> one.adopted(result));
    }

    @Override
    public void planned(int migrations) {
        tell(one -> one.planned(migrations));
    }

    @Override
    public void started(Migration migration, Direction direction, int statements, int resumedAfter) {
        tell(one -> one.started(migration, direction, statements, resumedAfter));
    }

    @Override
    public void interrupted(MigrationId id, int done) {
        tell(one -> one.interrupted(id, done));
    }

    @Override
    public void statementStarted(Migration migration, int number, int line, String text) {
        tell(one -> one.statementStarted(migration, number, line, text));
    }

    @Override
    public void statementDone(Migration migration, int number, int statements) {
        tell(one -> one.statementDone(migration, number, statements));
    }

    @Override
    public void progress(Migration migration, String text) {
        tell(one -> one.progress(migration, text));
    }

    @Override
    public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
        tell(one -> one.retrying(migration, attempt, pause, error));
    }

    @Override
    public void finished(Migration migration, Direction direction, Duration elapsed) {
        tell(one -> one.finished(migration, direction, elapsed));
    }

    @Override
    public void warning(String text) {
        tell(one -> one.warning(text));
    }
}
