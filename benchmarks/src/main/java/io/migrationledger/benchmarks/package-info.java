/** The ledger beside a bare JDBC loop and Flyway, in turns on the same servers. */
@NullMarked
package io.migrationledger.benchmarks;

import org.jspecify.annotations.NullMarked;
