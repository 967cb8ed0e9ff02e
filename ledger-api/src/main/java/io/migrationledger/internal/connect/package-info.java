/** Getting to the database: dialects, drivers, connections, the lock, and what their errors mean. */
@NullMarked
package io.migrationledger.internal.connect;

import org.jspecify.annotations.NullMarked;
