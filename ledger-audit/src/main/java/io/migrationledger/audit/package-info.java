/** What an auditor asks of a ledger. Reads what is recorded, and runs no migration. */
@NullMarked
package io.migrationledger.audit;

import org.jspecify.annotations.NullMarked;
