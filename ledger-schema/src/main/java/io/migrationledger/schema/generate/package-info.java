/** Writes the next migration: the statements that lead from what the migrations build to what is declared. */
@NullMarked
package io.migrationledger.schema.generate;

import org.jspecify.annotations.NullMarked;
