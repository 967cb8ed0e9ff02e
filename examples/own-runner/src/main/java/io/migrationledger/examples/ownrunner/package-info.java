/** A program with a runner of its own, which uses the ledger alone. */
@NullMarked
package io.migrationledger.examples.ownrunner;

import org.jspecify.annotations.NullMarked;
