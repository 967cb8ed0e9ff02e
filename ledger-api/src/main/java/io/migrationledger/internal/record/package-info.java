/** The ledger table: reading it, giving events their place, writing them together, following the chain. */
@NullMarked
package io.migrationledger.internal.record;

import org.jspecify.annotations.NullMarked;
