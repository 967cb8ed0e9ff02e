@NullMarked
package io.migrationledger.schema.check;

import org.jspecify.annotations.NullMarked;
