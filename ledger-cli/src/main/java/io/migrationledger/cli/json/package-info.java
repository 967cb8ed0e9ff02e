/** What commands say to programs: one document each, as {@code docs/json} describes. Loaded only where it is wanted. */
@NullMarked
package io.migrationledger.cli.json;

import org.jspecify.annotations.NullMarked;
