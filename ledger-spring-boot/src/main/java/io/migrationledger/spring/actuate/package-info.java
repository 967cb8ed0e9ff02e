/** Seeing the migrations of a running application: an endpoint, a health indicator, metrics. */
@NullMarked
package io.migrationledger.spring.actuate;

import org.jspecify.annotations.NullMarked;
