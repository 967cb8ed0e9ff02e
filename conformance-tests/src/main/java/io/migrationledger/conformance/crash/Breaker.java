package io.migrationledger.conformance.crash;

import java.sql.Connection;
import java.sql.SQLException;

/** How a connection is broken off. After it returns, the database has noticed. */
@FunctionalInterface
public interface Breaker {

    /** Breaks the connection off, without a word to the database where that is possible. */
    void breakOff(Connection real) throws Exception;

    /**
     * Drops the connection from the client's side: {@link Connection#abort}, or {@code close} for a database in this
     * process, where the two are the same to the database.
     */
    Breaker CLIENT = real -> {
        try {
            real.abort(Runnable::run);
        } catch (SQLException | AbstractMethodError | UnsupportedOperationException e) {
            real.close();
        }
        if (!real.isClosed()) {
            real.close();
        }
    };
}
