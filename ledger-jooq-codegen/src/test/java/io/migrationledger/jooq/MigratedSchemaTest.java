package io.migrationledger.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.dialect.mysql.server.MysqlTable;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.SessionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What jOOQ makes no class of. */
class MigratedSchemaTest {
    /** Whichever of them a server's settings let the ledger make. */
    @Test
    void allTablesThatADriverMakesAreTheLedgers() {
        assertThat(MysqlTable.own(new Name("", SessionOptions.DEFAULT_TABLE)))
                .hasSizeGreaterThan(2)
                .allMatch(MigratedSchema::isOfTheLedger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"migration_ledger_entries", "my_migration_ledger", "scripts", "_flush"})
    void otherTablesAreTheApplications(String table) {
        assertThat(MigratedSchema.isOfTheLedger(table)).isFalse();
    }
}
