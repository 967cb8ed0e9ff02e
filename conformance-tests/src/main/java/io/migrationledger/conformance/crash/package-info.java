/**
 * Crash enumeration: every call that reaches the database during a run is a point at which the run is broken off, just
 * before it and just after it; then the same run is started again, and its end is judged against an undisturbed one.
 */
@NullMarked
package io.migrationledger.conformance.crash;

import org.jspecify.annotations.NullMarked;
