/** What migrations build, looked at as a whole. */
@NullMarked
package io.migrationledger.schema;

import org.jspecify.annotations.NullMarked;
