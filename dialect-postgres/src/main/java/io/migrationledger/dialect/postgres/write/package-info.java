/** Statements that change a schema, written out of two snapshots. Not for use from outside. */
@NullMarked
package io.migrationledger.dialect.postgres.write;

import org.jspecify.annotations.NullMarked;
