/** What a statement is, what it names and does, and which sql_mode the next is read by: out of its tokens alone. Not for use from outside. */
@NullMarked
package io.migrationledger.dialect.mysql.statement;

import org.jspecify.annotations.NullMarked;
