package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a script does to its session does not reach the ledger. */
class SessionImmunityTest {

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void backslashesThatEscapeNothing(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            Migrator migrator = bench.migrator("""
                    SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';
                    CREATE TABLE e (a INT, s VARCHAR(20) DEFAULT 'x');
                    INSERT INTO e (a) VALUES (1);
                    CREATE TABLE f (s VARCHAR(20) DEFAULT 'ä ''🦉'' "q"') DEFAULT CHARSET utf8mb4;
                    """);
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(bench.rows("SELECT detail FROM migration_ledger WHERE detail LIKE '%utf8%'"))
                    .noneMatch(detail -> detail.contains("\\\\\\\\"));
        }
    }
}
