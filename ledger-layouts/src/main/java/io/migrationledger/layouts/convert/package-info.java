/** Directories of other tools, written anew in the ledger's own layout. */
@org.jspecify.annotations.NullMarked
package io.migrationledger.layouts.convert;
