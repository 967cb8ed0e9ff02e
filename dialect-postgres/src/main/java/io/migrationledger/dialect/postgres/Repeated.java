package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.Verdict;

/**
 * A statement that may run twice.
 *
 * @param reason why it runs alone
 * @param harmless why repeating does no harm
 */
record Repeated(String reason, String harmless) implements Alone {

    @Override
    public String describe(Catalog catalog) {
        return "";
    }

    @Override
    public Verdict probe(Catalog catalog, String before) {
        return new Verdict.Repeatable(harmless);
    }
}
