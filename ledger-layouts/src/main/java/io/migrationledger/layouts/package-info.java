/** The layouts of other tools' directories, one class each, found by {@link java.util.ServiceLoader}. */
@NullMarked
package io.migrationledger.layouts;

import org.jspecify.annotations.NullMarked;
