/** What commands say to people. */
@NullMarked
package io.migrationledger.cli.text;

import org.jspecify.annotations.NullMarked;
