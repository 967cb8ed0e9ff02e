package io.migrationledger.spi.schema;

/**
 * Of which table a table is a part.
 *
 * @param table the whole
 * @param bound which rows it holds, as SQL: {@code FOR VALUES FROM (1) TO (10)}
 */
public record PartitionOf(String table, String bound) {}
