package io.migrationledger.conformance.run;

import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A driver whose lock is not asked for: what is left to keep order is the ledger's key. */
public final class LocklessDialect extends WrappedDialect {

    public LocklessDialect(Dialect dialect) {
        super(dialect);
    }

    @Override
    protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "tryLock" -> Optional.empty();
            case "holdsLock" -> true;
            case "unlock" -> null;
            default -> super.call(session, method, arguments);
        };
    }
}
