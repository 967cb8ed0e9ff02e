/** The server beside its scripts: versions, settings, errors, the ledger's lock and table, other sessions. Not for use from outside. */
@NullMarked
package io.migrationledger.dialect.mysql.server;

import org.jspecify.annotations.NullMarked;
