@NullMarked
package io.migrationledger.schema;

import org.jspecify.annotations.NullMarked;
