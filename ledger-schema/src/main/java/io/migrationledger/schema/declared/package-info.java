/** A schema that somebody wrote down, in place of migrations that build it. */
@NullMarked
package io.migrationledger.schema.declared;

import org.jspecify.annotations.NullMarked;
