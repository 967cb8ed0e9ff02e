/** How a ledger and a migrator behave, and who runs them. */
@NullMarked
package io.migrationledger.internal.settings;

import org.jspecify.annotations.NullMarked;
