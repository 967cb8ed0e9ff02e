package io.migrationledger.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerColumnTest {

    @Test
    void standardTypesCountCharactersInTheDatabasesUnits() {
        assertThat(LedgerColumn.SEQUENCE.standardType(2)).isEqualTo("BIGINT");
        assertThat(LedgerColumn.DONE.standardType(2)).isEqualTo("INTEGER");
        assertThat(LedgerColumn.HASH.standardType(2)).isEqualTo("VARCHAR(64)");
        assertThat(LedgerColumn.MIGRATION.standardType(1)).isEqualTo("VARCHAR(200)");
        assertThat(LedgerColumn.MIGRATION.standardType(2)).isEqualTo("VARCHAR(400)");
        assertThat(LedgerColumn.DETAIL.standardType(1)).isEqualTo("CHARACTER LARGE OBJECT");
    }
}
