package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Migration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SC-3: an older version of a program starts beside a newer one: all of its own migrations are in effect, and there are more. */
class OlderVersionTest {
    @TempDir
    Path directory;

    SqliteProject newer;
    SqliteProject older;

    @BeforeEach
    void projects() {
        newer = new SqliteProject(directory.resolve("newer"), "../test.db").tables(1, 3);
        older = new SqliteProject(directory.resolve("older"), "../test.db").tables(1, 2);
    }

    private Migrator olderWithin(Duration lockTimeout) {
        return older.builder().lockTimeout(lockTimeout).build();
    }

    @Test
    void itStartsWithoutTheLock() {
        newer.migrate();
        try (LedgerSession held = newer.ledger().lock(Duration.ZERO)) {
            MigrateResult result = olderWithin(Duration.ZERO).migrate();

            assertThat(result.isUpToDate()).isTrue();
            assertThat(result.notes()).singleElement().asString().contains("0003");
            assertThat(held.state().head()).isPresent();
        }
    }

    @Test
    void itStartsWhileTheNewerOneIsAtWork() throws Exception {
        older.migrate();
        newer.script(
                "0003_t3.sql", "-- ledger: transaction=none", "CREATE TABLE t3 (a);", "INSERT INTO t3 VALUES (1);");
        List<Boolean> started = new ArrayList<>();
        newer.builder()
                .listener(new MigrationListener() {
                    @Override
                    public void statementStarted(Migration migration, int number, int line, String text) {
                        if (migration.id().value().equals("0003") && number == 2) {
                            started.add(olderWithin(Duration.ofSeconds(20))
                                    .migrate()
                                    .isUpToDate());
                        }
                    }
                })
                .build()
                .migrate();

        assertThat(started).containsExactly(true);
        assertThat(newer.query("SELECT a FROM t3")).containsExactly("1");
    }

    /** Nobody is at work: what the newer one has left must not be passed over in silence. */
    @Test
    void itTellsOfWhatTheNewerOneHasLeftUnfinished() {
        newer.script("0003_t3.sql", "-- ledger: transaction=none", "CREATE TABLE t3 (a);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, newer::migrate);

        assertThat(refused(ErrorCode.UNSETTLED, older::migrate).what()).contains("0003 is part-way applied");
    }

    @Test
    void whatIsItsOwnItStillWaitsFor() {
        newer.delete("0003_t3.sql").delete("0003_t3.down.sql");
        newer.migrate();
        older.script("R__v.sql", "CREATE VIEW v AS SELECT 1;");
        try (LedgerSession held = newer.ledger().lock(Duration.ZERO)) {
            refused(
                    ErrorCode.LOCK_TIMEOUT,
                    () -> olderWithin(Duration.ofMillis(50)).migrate());
            assertThat(held.state().head()).isPresent();
        }
        assertThat(older.migrate()).containsExactly("R__v");
    }
}
