/** Text on a terminal: pages, tables, colours, and secrets that stay hidden. */
@NullMarked
package io.migrationledger.cli.terminal;

import org.jspecify.annotations.NullMarked;
