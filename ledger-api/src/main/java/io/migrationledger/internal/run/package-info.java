/** Running migrations: one run, its attempts, and the record of what failed. */
@NullMarked
package io.migrationledger.internal.run;

import org.jspecify.annotations.NullMarked;
