/** Takes over what other tools recorded in a database: finds their tables, reads them, and compares them with the files. */
@NullMarked
package io.migrationledger.adopt;

import org.jspecify.annotations.NullMarked;
