/** A signature over a ledger's head, kept elsewhere: who has no key cannot rewrite the history before it unseen. */
@NullMarked
package io.migrationledger.audit.seal;

import org.jspecify.annotations.NullMarked;
