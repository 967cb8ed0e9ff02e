/** A database as a snapshot of its schema. Not for use from outside. */
@NullMarked
package io.migrationledger.dialect.mysql.schema;

import org.jspecify.annotations.NullMarked;
