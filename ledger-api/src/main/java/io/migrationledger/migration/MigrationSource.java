package io.migrationledger.migration;

import io.migrationledger.LedgerException;
import java.util.List;

/** Where migrations come from. Safe for many threads. */
@FunctionalInterface
public interface MigrationSource {

    /**
     * Reads all migrations, in any order.
     *
     * @param fileVariants the names of the dialect's variants of a file, the most specific first
     * @throws LedgerException where the source or one of its files cannot be used
     */
    List<Migration> migrations(List<String> fileVariants);
}
