@NullMarked
package io.migrationledger.jooq;

import org.jspecify.annotations.NullMarked;
