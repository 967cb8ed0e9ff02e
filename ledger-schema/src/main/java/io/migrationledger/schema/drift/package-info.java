/** What was changed in a schema outside of the ledger. */
@NullMarked
package io.migrationledger.schema.drift;

import org.jspecify.annotations.NullMarked;
