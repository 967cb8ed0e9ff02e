/** One class for each command. */
@NullMarked
package io.migrationledger.cli.command;

import org.jspecify.annotations.NullMarked;
