/** From arguments to the fields of a command; help, completion, version. */
@NullMarked
package io.migrationledger.cli.arguments;

import org.jspecify.annotations.NullMarked;
