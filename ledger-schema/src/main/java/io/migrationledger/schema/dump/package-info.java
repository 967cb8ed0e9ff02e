/** A schema as SQL that builds it. */
@NullMarked
package io.migrationledger.schema.dump;

import org.jspecify.annotations.NullMarked;
