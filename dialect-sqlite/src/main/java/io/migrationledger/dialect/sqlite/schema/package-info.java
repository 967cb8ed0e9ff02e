/** The schema of a file as a snapshot. Not for use from outside. */
@NullMarked
package io.migrationledger.dialect.sqlite.schema;

import org.jspecify.annotations.NullMarked;
