/** A schema as a snapshot. Not for use from outside. */
@NullMarked
package io.migrationledger.dialect.postgres.schema;

import org.jspecify.annotations.NullMarked;
