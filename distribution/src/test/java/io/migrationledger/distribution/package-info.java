/** The archive as somebody who has downloaded it uses it. */
@NullMarked
package io.migrationledger.distribution;

import org.jspecify.annotations.NullMarked;
