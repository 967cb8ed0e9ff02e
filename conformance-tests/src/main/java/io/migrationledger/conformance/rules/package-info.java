/**
 * The rules, one interface for each chapter of docs/SPEC.md.
 */
@NullMarked
package io.migrationledger.conformance.rules;

import org.jspecify.annotations.NullMarked;
