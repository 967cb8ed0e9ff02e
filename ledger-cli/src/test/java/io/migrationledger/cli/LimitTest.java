package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger migrate --limit}. */
class LimitTest {
    @TempDir
    Path directory;

    @Test
    void whatRunsInEveryRunTakesNobodysTurn() {
        Workplace at = new Workplace(directory)
                .migration("beforeMigrate.sql", "SELECT 1;\n")
                .migration("V1__a.sql", "CREATE TABLE a (x);\n")
                .migration("V2__b.sql", "CREATE TABLE b (x);\n")
                .migration("afterMigrate.sql", "SELECT 2;\n");

        assertThat(at.run("migrate", "--limit", "1").out()).contains("applied  beforeMigrate", "applied  1 ");
        assertThat(at.run("migrate", "--limit", "1").out()).contains("applied  beforeMigrate", "applied  2 ");
        assertThat(at.run("plan").out()).doesNotContain("CREATE TABLE");
    }
}
