package io.migrationledger.spi.schema;

import java.util.List;

/**
 * How the rows of a table are divided.
 *
 * @param by method and key, as SQL: {@code RANGE (sold_on)}
 * @param partitions the parts in their order, where they are no tables of their own (MySQL, MariaDB); otherwise none
 */
public record Partitioning(String by, List<Partition> partitions) {

    /** Makes it immutable. */
    public Partitioning {
        partitions = List.copyOf(partitions);
    }
}
