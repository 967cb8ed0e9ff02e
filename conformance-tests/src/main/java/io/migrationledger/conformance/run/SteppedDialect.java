package io.migrationledger.conformance.run;

import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LockHolder;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A driver whose lock is waited for in steps instead of pauses, so that a schedule decides how long. At a chosen step the
 * lock is given up behind the runner's back.
 */
final class SteppedDialect extends WrappedDialect {
    private final StepScheduler scheduler;
    private final int runner;
    private final int losingStep;
    private final Loss loss;
    private int steps;
    private @Nullable DialectSession locked;

    /** Takes the lock away from who holds it. */
    @FunctionalInterface
    interface Loss {
        /** Returns whether it is gone; false where that is to be tried again at the next step. */
        boolean of(DialectSession holder) throws SQLException;
    }

    SteppedDialect(Dialect dialect, StepScheduler scheduler, int runner, int losingStep, Loss loss) {
        super(dialect);
        this.loss = loss;
        this.scheduler = scheduler;
        this.runner = runner;
        this.losingStep = losingStep;
    }

    /** Stands still until the schedule lets this runner go on. */
    void step() throws InterruptedException, SQLException {
        scheduler.step(runner);
        DialectSession holder = locked;
        if (holder != null && ++steps >= losingStep) {
            locked = null; // what the loss sends itself passes here, too
            if (!loss.of(holder)) {
                locked = holder;
            }
        }
    }

    @Override
    protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (!method.getName().equals("tryLock")) {
            return super.call(session, method, arguments);
        }
        while (true) {
            @SuppressWarnings("unchecked")
            Optional<LockHolder> holder = (Optional<LockHolder>) super.call(session, method, arguments);
            if (holder == null || holder.isEmpty()) {
                locked = session;
                return Optional.empty();
            }
            step();
        }
    }
}
