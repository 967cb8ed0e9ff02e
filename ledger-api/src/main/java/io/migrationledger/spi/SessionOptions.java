package io.migrationledger.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * How a session is to be used.
 *
 * @param schema the schema that holds the ledger, or empty for the connection's own
 * @param table the ledger table's name
 * @param lockTimeout how long one statement may wait for a lock of the database, or empty for the driver's default
 * @param statementTimeout how long one statement may run, or empty for no limit
 */
public record SessionOptions(
        Optional<String> schema, String table, Optional<Duration> lockTimeout, Optional<Duration> statementTimeout) {

    /** The name of the ledger table unless another is chosen. */
    public static final String DEFAULT_TABLE = "migration_ledger";

    /** The ledger in the connection's own schema, no limits. */
    public static final SessionOptions DEFAULTS =
            new SessionOptions(Optional.empty(), DEFAULT_TABLE, Optional.empty(), Optional.empty());
}
