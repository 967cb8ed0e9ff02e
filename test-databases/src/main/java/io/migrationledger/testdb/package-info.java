/**
 * Real database servers for tests: started once per JVM, a fresh database for each test, and no mocks.
 *
 * <p>Begin at {@link io.migrationledger.testdb.TestServers}.
 */
@NullMarked
package io.migrationledger.testdb;

import org.jspecify.annotations.NullMarked;
