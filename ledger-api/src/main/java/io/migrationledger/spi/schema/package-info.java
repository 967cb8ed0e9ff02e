/**
 * What a schema holds, as plain immutable records: {@link io.migrationledger.spi.schema.Snapshot} and its parts, and what a
 * driver implements to read one. Nothing of it is loaded by a program that only migrates.
 */
@NullMarked
package io.migrationledger.spi.schema;

import org.jspecify.annotations.NullMarked;
