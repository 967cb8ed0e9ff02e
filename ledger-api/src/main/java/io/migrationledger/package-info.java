/** The entry points: {@link io.migrationledger.Ledger}, the append-only record, and {@link io.migrationledger.Migrator}, which runs migrations against it. */
@NullMarked
package io.migrationledger;

import org.jspecify.annotations.NullMarked;
