/** What can be said without the lock. Writes nothing. */
@NullMarked
package io.migrationledger.internal.look;

import org.jspecify.annotations.NullMarked;
