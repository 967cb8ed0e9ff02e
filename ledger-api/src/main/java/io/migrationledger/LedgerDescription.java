package io.migrationledger;

/**
 * Which ledger it is; holds no secret.
 *
 * @param dialect the driver's name, such as {@code postgres}
 * @param database the product and its version, such as {@code PostgreSQL 16.2}
 * @param table the name of the ledger table, without its schema
 */
public record LedgerDescription(String dialect, String database, String table) {}
