package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A COMMIT that SQLite refuses for a deferred foreign key, which leaves the transaction open. */
class CommitFailsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "-- ledger: transaction=none\n"})
    void aDeferredForeignKeyLeavesNothingOfItsTransaction(String head) throws Exception {
        SqliteProject project = new SqliteProject(directory)
                .script(
                        "0001_tables.sql",
                        "CREATE TABLE parent (id INTEGER PRIMARY KEY);",
                        "CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED);")
                .script(
                        "0002_rows.sql",
                        head + "PRAGMA foreign_keys = ON;",
                        "INSERT INTO parent VALUES (1);",
                        "INSERT INTO child VALUES (2);")
                .script("0003_more.sql", "INSERT INTO parent VALUES (3);");
        boolean apart = !head.isEmpty();

        LedgerException failure = refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(failure.what()).contains("0002_rows.sql").containsIgnoringCase("foreign key");
        List<LedgerEvent> events = project.ledger().events();
        LedgerEvent last = events.get(events.size() - 1);
        assertThat(last)
                .isInstanceOfSatisfying(
                        LedgerEvent.Failed.class,
                        failed -> assertThat(failed.doubt()).isEmpty());
        assertThat(last.header().done()).isEqualTo(apart ? 2 : 0);
        assertThat(last.header().unsettled()).isEqualTo(apart ? 1 : 0);
        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.query("SELECT id FROM parent")).hasSize(apart ? 1 : 0);
        assertThat(project.query("SELECT id FROM child")).isEmpty();

        project.script(
                "0002_rows.sql",
                head + "PRAGMA foreign_keys = ON;",
                "INSERT INTO parent VALUES (1);",
                "INSERT INTO child VALUES (1);");
        assertThat(project.migrate()).containsExactly("0002", "0003");
        assertThat(project.query("SELECT id FROM parent ORDER BY 1")).containsExactly("1", "3");
        assertThat(project.ledger()
                        .state()
                        .of(MigrationId.of("2"))
                        .orElseThrow()
                        .isInEffect())
                .isTrue();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }
}
