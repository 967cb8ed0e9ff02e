/** One run of one command: its database, its migrations, where it writes. */
@NullMarked
package io.migrationledger.cli.invocation;

import org.jspecify.annotations.NullMarked;
