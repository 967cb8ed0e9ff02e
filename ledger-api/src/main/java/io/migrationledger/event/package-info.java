/** The events of the ledger, their canonical encoding and hash chain, and the state that is folded from them. */
@NullMarked
package io.migrationledger.event;

import org.jspecify.annotations.NullMarked;
