/** A ledger as a file: written, checked without a database, and put into an empty ledger. */
@NullMarked
package io.migrationledger.audit.export;

import org.jspecify.annotations.NullMarked;
