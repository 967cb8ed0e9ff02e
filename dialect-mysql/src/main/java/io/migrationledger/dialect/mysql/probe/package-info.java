/** Whether a statement that commits by itself took effect: objects before and after it. Not for use from outside. */
@NullMarked
package io.migrationledger.dialect.mysql.probe;

import org.jspecify.annotations.NullMarked;
