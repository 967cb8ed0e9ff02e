/**
 * What most drivers over JDBC need and none has to write anew: executing statements, a transaction by auto-commit, a lock
 * where the database has none, reading what DDL names and finding out what it did. Nothing here has to be used; a driver
 * takes the pieces that fit. All objects are confined to the thread of their session unless they say otherwise.
 */
@NullMarked
package io.migrationledger.spi.support;

import org.jspecify.annotations.NullMarked;
