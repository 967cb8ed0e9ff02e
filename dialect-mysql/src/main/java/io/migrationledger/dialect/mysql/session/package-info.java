/** What scripts do to their session, what is put back, and their transactions. Not for use from outside. */
@NullMarked
package io.migrationledger.dialect.mysql.session;

import org.jspecify.annotations.NullMarked;
