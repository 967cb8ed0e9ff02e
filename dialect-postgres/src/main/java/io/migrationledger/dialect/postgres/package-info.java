/**
 * PostgreSQL: transactional DDL, and stepwise for statements that refuse a transaction. The one public type is found by
 * its service.
 */
@NullMarked
package io.migrationledger.dialect.postgres;

import org.jspecify.annotations.NullMarked;
