/** How the schema is read. */
@NullMarked
package io.migrationledger.dialect.mysql.schema;

import org.jspecify.annotations.NullMarked;
