/** Which events a person asks for, and what they say when put together. */
@NullMarked
package io.migrationledger.audit.question;

import org.jspecify.annotations.NullMarked;
