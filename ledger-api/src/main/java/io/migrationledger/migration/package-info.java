/** Migrations: identifiers, checksums, scripts, directives, and the sources and directory layouts they are read from. */
@NullMarked
package io.migrationledger.migration;

import org.jspecify.annotations.NullMarked;
