/** What is in effect in one state of a ledger and not in another, and what differs. */
@NullMarked
package io.migrationledger.audit.difference;

import org.jspecify.annotations.NullMarked;
