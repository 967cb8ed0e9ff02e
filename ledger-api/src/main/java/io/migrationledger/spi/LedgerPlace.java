package io.migrationledger.spi;

import io.migrationledger.Advice;

/**
 * A table that has all columns of a ledger, and is not the one that a session's options name.
 *
 * @param rows what stands after FROM in a query of its rows, quoted and qualified as this database needs it
 * @param place where it is, as a person calls it: {@code table migration_ledger in schema app}
 * @param way what leads the ledger to it: {@link io.migrationledger.Action#SCHEMA} with a name, for instance
 */
public record LedgerPlace(String rows, String place, Advice way) {}
