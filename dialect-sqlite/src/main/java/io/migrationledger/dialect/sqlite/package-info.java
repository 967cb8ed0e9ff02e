/** SQLite: transactional DDL in one file, the embedded default. The one public type is found by its service. */
@NullMarked
package io.migrationledger.dialect.sqlite;

import org.jspecify.annotations.NullMarked;
