/**
 * What a database driver implements. Everything here is confined to one thread and one connection unless it says otherwise.
 * What drivers have in common is in {@code io.migrationledger.spi.support}.
 */
@NullMarked
package io.migrationledger.spi;

import org.jspecify.annotations.NullMarked;
