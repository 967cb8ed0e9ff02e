/** Where settings come from, and what they say. */
@NullMarked
package io.migrationledger.cli.settings;

import org.jspecify.annotations.NullMarked;
