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
    private int steps;
    private @Nullable DialectSession locked;

    SteppedDialect(Dialect dialect, StepScheduler scheduler, int runner, int losingStep) {
        super(dialect);
        this.scheduler = scheduler;
        this.runner = runner;
        this.losingStep = losingStep;
    }

    /** Stands still until the schedule lets this runner go on. */
    void step() throws InterruptedException, SQLException {
        scheduler.step(runner);
        DialectSession holder = locked;
        if (holder != null && ++steps == losingStep) {
            locked = null;
            holder.unlock();
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
