package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.MigrationFailedException;
import io.migrationledger.RollbackOptions;
import io.migrationledger.Verification;
import io.migrationledger.spi.LedgerColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever owns the file can change it; verify() names the first event that was touched. */
class TamperingTest {
    private static final String[] TRIGGERS = {
        "DROP TRIGGER migration_ledger_no_update",
        "DROP TRIGGER migration_ledger_no_delete",
        "DROP TRIGGER migration_ledger_no_replace"
    };

    @TempDir
    Path directory;

    SqliteProject project;
    int events;

    /** A ledger with all five types of event. */
    @BeforeEach
    void ledger() {
        project = new SqliteProject(directory).tables(1, 2);
        project.script("0003_each.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "BROKEN;");
        assertThatThrownBy(project::migrate).isInstanceOf(MigrationFailedException.class);
        project.script("0003_each.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "CREATE TABLE b (x);");
        project.script("0003_each.down.sql", "DROP TABLE a;", "DROP TABLE b;");
        project.migrate();
        project.migrator().rollback(RollbackOptions.LAST_BATCH);
        events = project.history().size();
        assertThat(project.history().stream().map(event -> event.replaceAll("[ /].*", "")))
                .contains("STARTED", "STEP", "APPLIED", "FAILED", "ROLLED_BACK");
        assertThat(project.ledger().verify())
                .extracting(Verification::isIntact, Verification::events)
                .containsExactly(true, (long) events);
    }

    static Stream<LedgerColumn> columns() {
        return Stream.of(LedgerColumn.values()).filter(column -> column != LedgerColumn.SEQUENCE);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void aChangeOfOneColumnOfAnyEventIsFound(LedgerColumn column) throws Exception {
        project.execute(TRIGGERS);
        for (int sequence = 1; sequence <= events; sequence++) {
            int changed = 0;
            for (String change : changes(column)) {
                if (isSame(column, change, sequence)) {
                    continue;
                }
                changed++;
                assertFound(
                        sequence,
                        "UPDATE migration_ledger SET " + column.columnName() + " = " + change + " WHERE sequence = "
                                + sequence);
            }
            assertThat(changed).isGreaterThan(2);
        }
    }

    private boolean isSame(LedgerColumn column, String change, int sequence) throws SQLException {
        return project.query("SELECT " + column.columnName() + " IS (" + change
                        + ") FROM migration_ledger WHERE sequence = " + sequence)
                .equals(List.of("1"));
    }

    /** Other values, and other spellings of the same value. */
    private static List<String> changes(LedgerColumn column) {
        String name = column.columnName();
        List<String> changes = new ArrayList<>();
        switch (column.type()) {
            case INTEGER, LONG -> changes.addAll(List.of(name + " + 1", name + " + 0.25", "'x' || " + name, "-1"));
            case ASCII, TEXT, LONG_TEXT ->
                changes.addAll(List.of(
                        name + " || 'x'", name + " || ' '", name + " || char(0)", "''", "upper(" + name + ") || 'Z'"));
        }
        switch (column) {
            case RECORDED_AT -> changes.add("replace(" + name + ", 'Z', '+00:00')");
            case DETAIL -> changes.addAll(List.of("' ' || " + name, "'[]'", "'{}'", "'{\"a\":1}'"));
            case EVENT -> changes.add("CASE " + name + " WHEN 'APPLIED' THEN 'FAILED' ELSE 'APPLIED' END");
            case ORIGIN -> changes.add("CASE " + name + " WHEN 'RESOLVED' THEN 'ERROR' ELSE 'RESOLVED' END");
            case DIRECTION -> changes.add("CASE " + name + " WHEN 'UP' THEN 'DOWN' ELSE 'UP' END");
            case MIGRATION -> changes.add("ltrim(" + name + ", '0')");
            case HASH, PREVIOUS_HASH, APPLIED_DIGEST -> changes.add("substr(" + name + ", 2) || '0'");
            default -> {
                // the changes above will do
            }
        }
        return changes;
    }

    @Test
    void aMissingEventIsFoundAtItsPlace() throws Exception {
        project.execute(TRIGGERS);
        for (int sequence = 1; sequence < events; sequence++) {
            assertFound(sequence, "DELETE FROM migration_ledger WHERE sequence = " + sequence);
        }
    }

    @Test
    void aMissingTailIsFoundByComparingTheHead() throws Exception {
        String noted = project.ledger().verify().head();
        project.execute(TRIGGERS);
        project.execute("DELETE FROM migration_ledger WHERE sequence = " + events);

        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.ledger().verify().head()).isNotEqualTo(noted);
    }

    @Test
    void anInsertedEventIsFoundAtItsPlace() throws Exception {
        project.execute(TRIGGERS);
        String columns = columns()
                .map(LedgerColumn::columnName)
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        String copy = "INSERT INTO migration_ledger (sequence, " + columns + ") SELECT %d, " + columns
                + " FROM migration_ledger WHERE sequence = %d";
        for (int at = 2; at <= events; at++) {
            assertFound(
                    at,
                    "UPDATE migration_ledger SET sequence = -sequence WHERE sequence >= " + at,
                    "UPDATE migration_ledger SET sequence = 1 - sequence WHERE sequence < 0",
                    copy.formatted(at, at - 1));
        }
        assertFound(0, copy.formatted(0, 1));
        assertFound(events + 1, copy.formatted(events + 1, events));
    }

    @Test
    void swappedEventsAreFoundAtTheFirst() throws Exception {
        project.execute(TRIGGERS);
        for (int a = 1; a < events; a++) {
            assertFound(
                    a,
                    "UPDATE migration_ledger SET sequence = -1 WHERE sequence = " + a,
                    "UPDATE migration_ledger SET sequence = " + a + " WHERE sequence = " + (a + 1),
                    "UPDATE migration_ledger SET sequence = " + (a + 1) + " WHERE sequence = -1");
        }
    }

    @Test
    void aWholeChainThatWasRewrittenIsFoundByComparingTheHead() throws Exception {
        String noted = project.ledger().verify().head();
        Path other = Files.createDirectory(directory.resolve("other"));
        SqliteProject rewritten = new SqliteProject(other).tables(1, 2);
        rewritten.migrate();
        Files.copy(rewritten.database(), project.database(), StandardCopyOption.REPLACE_EXISTING);

        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.ledger().verify().head()).isNotEqualTo(noted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE migration_ledger SET host = 'x' WHERE sequence = 1",
                "DELETE FROM migration_ledger",
                "INSERT OR REPLACE INTO migration_ledger SELECT * FROM migration_ledger WHERE sequence = 1",
                "REPLACE INTO migration_ledger SELECT * FROM migration_ledger WHERE sequence = 1",
                "UPDATE OR REPLACE migration_ledger SET sequence = 1 WHERE sequence = 2",
                "INSERT INTO migration_ledger SELECT * FROM migration_ledger WHERE sequence = 1"
                        + " ON CONFLICT (sequence) DO UPDATE SET host = 'x'"
            })
    void theTableRefusesEveryChange(String sql) {
        assertThatThrownBy(() -> project.execute(sql)).isInstanceOf(SQLException.class);
        assertThat(project.ledger().verify().events()).isEqualTo(events);
    }

    /** Tampers, verifies, and takes it back. */
    private void assertFound(long sequence, String... tampering) throws Exception {
        byte[] before = Files.readAllBytes(project.database());
        try {
            try (Connection connection = project.connect()) {
                SqliteProject.query(connection, "PRAGMA journal_mode = OFF");
                SqliteProject.execute(connection, tampering);
            }
            Verification verification = project.ledger().verify();
            assertThat(verification.broken())
                    .as("%s", List.of(tampering))
                    .hasValueSatisfying(broken -> assertThat(broken.sequence())
                            .as("%s", List.of(tampering))
                            .isEqualTo(sequence));
        } finally {
            Files.write(project.database(), before);
        }
    }
}
