/** The command as a person and as a program see it: real files, in this process, and through the launcher. */
@NullMarked
package io.migrationledger.cli;

import org.jspecify.annotations.NullMarked;
