package io.migrationledger.conformance.run;

import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.sql.SqlStatement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A driver whose lock is given up, without a word to the library, when the intent of one statement has been made. */
public final class LosingDialect extends WrappedDialect {
    private final String text;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean losing = true;
    private volatile boolean lost;

    /** @param text the statement before which the lock is lost */
    public LosingDialect(Dialect dialect, String text) {
        super(dialect);
        this.text = text;
    }

    /** Returns the names of the session's methods that were called for the statement after the lock was lost. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Loses no lock any more. */
    public void keepTheLock() {
        losing = false;
        lost = false;
    }

    @Override
    protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        boolean about = arguments != null
                && arguments.length > 0
                && arguments[0] instanceof SqlStatement statement
                && statement.text().equals(text);
        if (lost && about) {
            calls.add(method.getName());
        }
        Object answer = super.call(session, method, arguments);
        if (losing && about && method.getName().equals("fingerprint")) {
            session.unlock();
            lost = true;
        }
        return answer;
    }
}
