package io.migrationledger.spi;

import io.migrationledger.sql.SqlStatement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a driver is told of a migration before it runs.
 *
 * @param hoisted what {@link ScriptReading#hoisted} returned: the statements that take effect before the first one
 * @param transactional whether the whole migration runs in one transaction
 * @param lockTimeout the migration's own limit for waiting on a lock, or empty for the session's
 * @param statementTimeout the migration's own limit for one statement, or empty for the session's
 */
public record MigrationScope(
        List<SqlStatement> hoisted,
        boolean transactional,
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout) {}
