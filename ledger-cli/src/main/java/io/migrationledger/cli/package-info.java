/** The {@code ledger} command: the process, and from arguments to an exit code. The rest is in the packages below. */
@NullMarked
package io.migrationledger.cli;

import org.jspecify.annotations.NullMarked;
