/**
 * What rules run: one new database and what can be done with it, drivers that are changed in one point, two runners that
 * are stepped against each other.
 */
@NullMarked
package io.migrationledger.conformance.run;

import org.jspecify.annotations.NullMarked;
