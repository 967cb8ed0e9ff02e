package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.spi.ScriptTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many texts are written ahead, where one statement writes them before the run's first event. */
class KeptAheadTest {
    private static final int ROWS = 3;
    private static final int LONG = 300_000;

    @TempDir
    Path directory;

    private SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    /** Returns the statements that wrote the ledger: S for texts, E for events. */
    private String written(int rowsPerInsert) throws SQLException {
        RefusedCalls calls = new RefusedCalls();
        try (Connection connection = project.connect()) {
            Migrator.of(calls.on(connection))
                    .dialect(new FaultySqlite()
                            .answering("scriptWriting", any -> ScriptTable.Writing.AHEAD)
                            .answering("rowsPerInsert", any -> rowsPerInsert))
                    .source(project.source())
                    .build()
                    .migrate();
        }
        assertThat(project.ledger().verify().isIntact()).isTrue();
        for (LedgerEvent event : project.ledger().events()) {
            if (event instanceof LedgerEvent.Started started) {
                assertThat(project.ledger().keptScript(started.script().orElseThrow()))
                        .isPresent();
            }
        }
        return calls.calls().stream()
                .filter(call -> call.startsWith("INSERT INTO main.\"migration_ledger"))
                .map(call -> call.startsWith("INSERT INTO main.\"migration_ledger\"") ? "E" : "S")
                .collect(Collectors.joining());
    }

    @Test
    void asManyAsOneInsertTakes() throws Exception {
        project.tables(1, 7);
        assertThat(written(ROWS)).isEqualTo("SEEESEEESEE");
    }

    @Test
    void noMoreThanAreHeldInMemory() throws Exception {
        for (int i = 1; i <= 5; i++) {
            // What is not to be packed small: every text is other than all others.
            String text = new Random(i)
                    .ints(LONG, 'a', 'z' + 1)
                    .mapToObj(letter -> String.valueOf((char) letter))
                    .collect(Collectors.joining());
            project.script("000" + i + "_long.sql", "/*" + text + "*/ CREATE TABLE t" + i + " (a INTEGER);");
        }
        assertThat(written(40)).isEqualTo("SSEEEESEE");
    }
}
