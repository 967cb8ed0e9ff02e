/** Comparing the files with the ledger: what is pending, in which order, and what is wrong. */
@NullMarked
package io.migrationledger.internal.plan;

import org.jspecify.annotations.NullMarked;
