/** Broken drivers, and the rules that must find them out. */
@NullMarked
package io.migrationledger.conformance.selftest;

import org.jspecify.annotations.NullMarked;
