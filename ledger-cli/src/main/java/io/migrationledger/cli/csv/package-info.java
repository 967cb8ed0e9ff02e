/** What commands say to a spreadsheet: comma-separated values, as RFC 4180 has them. */
@NullMarked
package io.migrationledger.cli.csv;

import org.jspecify.annotations.NullMarked;
