package io.migrationledger.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * Who holds the lock that could not be obtained.
 *
 * @param description the session or process and what it is doing, as far as can be seen
 * @param since since when, where that can be seen
 */
public record LockHolder(String description, Optional<Instant> since) {}
