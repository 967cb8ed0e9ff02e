/** Splitting SQL scripts into statements, and reading a statement's tokens. */
@NullMarked
package io.migrationledger.sql;

import org.jspecify.annotations.NullMarked;
