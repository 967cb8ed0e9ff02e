package io.migrationledger.conformance.run;

import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.RunLock;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A driver that offers a lease, and whose lock it is, as if no lock lasted as long as a session. */
public final class LeasedDialect extends WrappedDialect {

    public LeasedDialect(Dialect dialect) {
        super(dialect);
    }

    @Override
    protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "tryLock" -> lease(session).tryLock();
            case "holdsLock" -> lease(session).holdsLock();
            case "lookAtLock" -> lease(session).lookAtLock();
            case "fence" -> lease(session).fence();
            case "unlock" -> unlock(session);
            case "close" -> {
                if (!session.connection().isClosed() && session.connection().getAutoCommit()) {
                    unlock(session);
                }
                yield super.call(session, method, arguments);
            }
            default -> super.call(session, method, arguments);
        };
    }

    private static @Nullable Object unlock(DialectSession session) throws Exception {
        lease(session).unlock();
        return null;
    }

    private static RunLock lease(DialectSession session) throws Exception {
        return session.lease().orElseThrow();
    }
}
