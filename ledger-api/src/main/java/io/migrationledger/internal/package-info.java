/** Planning, running and storing. Not part of the public interface: it may change in any release. */
@NullMarked
package io.migrationledger.internal;

import org.jspecify.annotations.NullMarked;
