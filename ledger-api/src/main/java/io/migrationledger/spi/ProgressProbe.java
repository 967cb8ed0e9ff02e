package io.migrationledger.spi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Asks, from another connection, how far a running statement is. Holds no state of its session: used on another thread. */
@FunctionalInterface
public interface ProgressProbe {

    /**
     * Asks once.
     *
     * @param other a second connection to the same database, in auto-commit mode
     * @return what to tell a person, or empty where the statement is not to be seen
     */
    Optional<String> ask(Connection other) throws SQLException;
}
