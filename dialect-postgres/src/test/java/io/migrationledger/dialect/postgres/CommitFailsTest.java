package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Migrations;
import java.sql.Connection;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A COMMIT that PostgreSQL refuses: deferred constraints, serialization. */
class CommitFailsTest extends PostgresTest {

    @BeforeEach
    void tables() throws Exception {
        execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)",
                "CREATE TABLE late (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    }

    private static LedgerEvent.Failed failed(Migrator migrator, String state) {
        LedgerException failure = catchThrowableOfType(LedgerException.class, migrator::migrate);
        assertThat(failure).isNotNull();
        assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.STATEMENT_FAILED);
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
        LedgerEvent last =
                migrator.ledger().events().stream().reduce((a, b) -> b).orElseThrow();
        assertThat(last).isInstanceOf(LedgerEvent.Failed.class);
        LedgerEvent.Failed event = (LedgerEvent.Failed) last;
        assertThat(event.doubt()).isEmpty();
        assertThat(event.error().orElseThrow().sqlState()).isEqualTo(state);
        return event;
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO child VALUES (1);", "INSERT INTO late VALUES (1), (1);"})
    void aDeferredConstraintLeavesNothingAndTheDigestOfBefore(String violates) throws Exception {
        String first = "INSERT INTO parent VALUES (7);";
        Migrator migrator =
                migrator(first, violates, "INSERT INTO parent VALUES (8);").build();
        LedgerEvent.Failed event = failed(migrator, violates.contains("child") ? "23503" : "23505");
        assertThat(event.header().done()).isZero();
        assertThat(event.header().unsettled()).isZero();
        assertThat(event.header().appliedDigest())
                .isEqualTo(migrator.ledger().state().appliedDigest("default"));
        assertThat(query("SELECT id FROM parent")).containsExactly("7");

        Migrator corrected = migrator(first, "INSERT INTO late VALUES (1);", "INSERT INTO parent VALUES (8);")
                .build();
        assertThat(corrected.migrate().completed()).hasSize(2);
        assertThat(query("SELECT id FROM parent ORDER BY 1")).containsExactly("7", "8");
        assertThat(corrected.ledger().verify().isIntact()).isTrue();
    }

    /** The COMMIT is that of the mark before a statement that runs alone. */
    @Test
    void aMarkThatCannotBeCommittedLeavesWhatIsMarkedBefore() throws Exception {
        String start = "INSERT INTO parent VALUES (1);\nCREATE INDEX CONCURRENTLY one ON parent (id);\n";
        String end = "CREATE INDEX CONCURRENTLY two ON child (id);";
        Migrator migrator =
                migrator(start + "INSERT INTO child VALUES (2);\n" + end).build();
        LedgerEvent.Failed event = failed(migrator, "23503");
        assertThat(event.header().done()).isEqualTo(2);
        assertThat(event.header().unsettled()).isEqualTo(1);
        assertThat(query("SELECT count(*) FROM child")).containsExactly("0");

        migrator(start + "INSERT INTO child VALUES (1);\n" + end).build().migrate();
        assertThat(query("SELECT id FROM child")).containsExactly("1");
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aRollbackWhoseCommitFailsIsNoRollback() throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("0001_parent.sql", "INSERT INTO parent VALUES (1);");
        files.put(
                "0001_parent.down.sql",
                "SET CONSTRAINTS ALL DEFERRED;\nINSERT INTO child VALUES (9);\nDELETE FROM parent;");
        try (Connection connection = database.connect()) {
            Migrator migrator = Migrator.of(connection)
                    .source(Migrations.scripts("default", files))
                    .onExisting(OnExisting.RUN)
                    .build();
            migrator.migrate();
            LedgerException failure =
                    catchThrowableOfType(LedgerException.class, () -> migrator.rollback(RollbackOptions.LAST_BATCH));
            assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(query("SELECT id FROM parent")).containsExactly("1");
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    /** Two transactions that each read what the other writes: the second COMMIT is refused, and the whole runs again. */
    @Test
    void aTransactionThatIsRefusedAtItsCommitRunsAgain() throws Exception {
        execute("INSERT INTO parent VALUES (1), (2)", "CREATE TABLE sums (n bigint)");
        String script = "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n"
                + "INSERT INTO sums SELECT sum(id) FROM parent;\nDO $$ BEGIN PERFORM ledger_meet(); END $$;";
        try (Connection rival = database.connect()) {
            execute(
                    "CREATE TABLE met (a int)",
                    "CREATE FUNCTION ledger_meet() RETURNS void LANGUAGE plpgsql AS $$ BEGIN"
                            + " WHILE NOT pg_try_advisory_xact_lock_shared(4711) LOOP PERFORM pg_sleep(0.02); END LOOP; END $$");
            rival.setAutoCommit(false);
            rival.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            query(rival, "SELECT pg_advisory_xact_lock(4711)");
            query(rival, "SELECT sum(n) FROM sums");
            Migrator migrator = migrator(script).build();
            CompletableFuture<MigrateResult> run = CompletableFuture.supplyAsync(migrator::migrate);
            while (query("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%ledger_meet%' AND pid <> pg_backend_pid()"
                            + " AND wait_event = 'PgSleep'")
                    .isEmpty()) {
                assertThat(run.isDone()).as("the run waits for the rival").isFalse();
            }
            try (Statement statement = rival.createStatement()) {
                statement.execute("INSERT INTO parent VALUES (3)");
            }
            rival.commit();
            assertThat(run.join().completed()).hasSize(1);
            assertThat(query("SELECT n FROM sums")).containsExactly("6");
            assertThat(migrator.ledger().events()).noneMatch(LedgerEvent.Failed.class::isInstance);
        }
    }
}
