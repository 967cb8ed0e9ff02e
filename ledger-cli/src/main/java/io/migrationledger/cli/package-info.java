/** The {@code ledger} command: one class per verb, each of which says the same as text or as one JSON document. */
@NullMarked
package io.migrationledger.cli;

import org.jspecify.annotations.NullMarked;
