/** What is published: the POMs, the jars and the public API of all modules. */
@NullMarked
package io.migrationledger.publication;

import org.jspecify.annotations.NullMarked;
