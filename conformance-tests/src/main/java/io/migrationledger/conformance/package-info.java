/**
 * The conformance kit: numbered rules that a driver has to pass. A driver author subclasses
 * {@link io.migrationledger.conformance.DialectConformance} and gives it a
 * {@link io.migrationledger.conformance.fixture.ConformanceFixture}; the report is written to {@code target/conformance}.
 */
@NullMarked
package io.migrationledger.conformance;

import org.jspecify.annotations.NullMarked;
