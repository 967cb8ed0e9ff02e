/**
 * What a rule says, and how it ended for one driver: the report that is written to {@code target/conformance}.
 */
@NullMarked
package io.migrationledger.conformance.report;

import org.jspecify.annotations.NullMarked;
