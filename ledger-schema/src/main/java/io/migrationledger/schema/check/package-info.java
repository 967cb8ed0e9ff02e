/** Tries all migrations on a scratch database, before a pull request is merged. */
@NullMarked
package io.migrationledger.schema.check;

import org.jspecify.annotations.NullMarked;
