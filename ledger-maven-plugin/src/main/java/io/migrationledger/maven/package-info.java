/** The goals of the Maven plugin: each is one command of {@code ledger}, with the project's class path. */
@NullMarked
package io.migrationledger.maven;

import org.jspecify.annotations.NullMarked;
