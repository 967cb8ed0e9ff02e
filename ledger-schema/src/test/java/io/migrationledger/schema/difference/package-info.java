@NullMarked
package io.migrationledger.schema.difference;

import org.jspecify.annotations.NullMarked;
