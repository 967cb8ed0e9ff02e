/** Schemas for jOOQ's code generator, built by the migrations on the real database. */
@NullMarked
package io.migrationledger.jooq;

import org.jspecify.annotations.NullMarked;
