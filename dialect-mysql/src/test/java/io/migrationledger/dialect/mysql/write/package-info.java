/** Statements out of schemas, tried on real servers. */
@NullMarked
package io.migrationledger.dialect.mysql.write;

import org.jspecify.annotations.NullMarked;
