package io.migrationledger.internal.connect;

import io.migrationledger.LedgerException;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Uses a session for one call, and closes it whatever happens. */
public final class SessionPerCall {

    private SessionPerCall() {}

    @FunctionalInterface
    public interface Use<T> {
        T with(DialectSession session) throws SQLException;
    }

    /**
     * Returns what the use returns; errors of the database are explained. What was done stays done where the connection is
     * lost afterwards: the server gives up the lock by itself, and the caller is told by a warning.
     */
    public static <T> T use(Connections.Lease lease, Consumer<String> warnings, Use<T> use) {
        T result;
        try {
            result = use.with(lease.session());
        } catch (SQLException e) {
            LedgerException explained = lease.explained(e);
            closeAfter(lease, explained);
            throw explained;
        } catch (RuntimeException | Error e) {
            closeAfter(lease, e);
            throw e;
        }
        try {
            lease.close();
            return result;
        } catch (SQLException e) {
            if (!lease.isLost()) {
                throw lease.explained(e);
            }
            warnings.accept("the connection was lost after everything was done: " + e.getMessage());
            return result;
        }
    }

    /** Closes after an error; what goes wrong while closing is added to it. */
    public static void closeAfter(Connections.Lease lease, Throwable error) {
        try {
            lease.close();
        } catch (SQLException e) {
            Suppressed.add(error, e);
        }
    }
}
