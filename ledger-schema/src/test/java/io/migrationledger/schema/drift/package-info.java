/** Tests of drift, on all databases. */
@NullMarked
package io.migrationledger.schema.drift;

import org.jspecify.annotations.NullMarked;
