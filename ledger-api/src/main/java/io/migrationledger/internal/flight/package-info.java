/** What JDK Flight Recorder is told of a run. */
@NullMarked
package io.migrationledger.internal.flight;

import org.jspecify.annotations.NullMarked;
