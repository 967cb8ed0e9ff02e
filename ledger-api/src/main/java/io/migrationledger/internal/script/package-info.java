/** Reading what a migration executes, unit by unit, before the first statement runs and again while it runs. */
@NullMarked
package io.migrationledger.internal.script;

import org.jspecify.annotations.NullMarked;
