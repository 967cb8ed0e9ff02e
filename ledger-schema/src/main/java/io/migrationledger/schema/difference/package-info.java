/** What differs between two schemas, object by object and part by part. */
@NullMarked
package io.migrationledger.schema.difference;

import org.jspecify.annotations.NullMarked;
