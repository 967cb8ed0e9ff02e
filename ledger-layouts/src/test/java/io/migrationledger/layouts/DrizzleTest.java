package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.migration.Migration;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drizzle's journal. */
class DrizzleTest {
    private static final String ENTRY = "{\"idx\": %d, \"when\": %d, \"tag\": \"%s\", \"breakpoints\": true}";

    @TempDir
    Path directory;

    SourceFiles source;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory);
    }

    private void journal(String... tags) {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < tags.length; i++) {
            entries.append(i == 0 ? "" : ", ").append(String.format(ENTRY, i, 1000 + i, tags[i]));
        }
        source.file("meta/_journal.json", "{\"version\": \"7\", \"entries\": [" + entries + "]}");
    }

    @Test
    void theJournalSaysTheOrderAndTheTime() {
        source.files("0000_a.sql", "0001_b.sql", "0002_c.sql");
        journal("0000_a", "0002_c", "0001_b");

        List<Migration> all = source.read();
        assertThat(SourceFiles.ids(all)).containsExactly("0000", "0002", "0001");
        assertThat(all)
                .extracting(one -> one.foreign().orElseThrow().key())
                .containsExactly("0000_a", "0002_c", "0001_b");
        assertThat(all)
                .extracting(one -> one.foreign().orElseThrow().attributes().get("when"))
                .containsExactly("1000", "1001", "1002");
    }

    @Test
    void aFileThatTheJournalDoesNotNameIsTold() {
        source.files("0000_a.sql", "0001_b.sql");
        journal("0000_a");

        assertThat(source.ids()).containsExactly("0000");
        assertThat(source.told()).singleElement().asString().contains("0001_b.sql is not in ", "_journal.json");
    }

    @Test
    void aFileThatIsGoneIsRefused() {
        source.files("0000_a.sql");
        journal("0000_a", "0001_b");

        assertThat(source.refused(ErrorCode.UNREADABLE_FILE).what()).contains("there is no file 0001_b.sql");
    }

    @Test
    void aJournalThatIsNoneIsRefused() {
        source.files("0000_a.sql").file("meta/_journal.json", "<<<<<<< HEAD");
        assertThat(source.refused(ErrorCode.BAD_SYNTAX).what()).contains("_journal.json");

        source.file("meta/_journal.json", "{}");
        assertThat(source.refused(ErrorCode.BAD_SYNTAX).what()).contains("it has no entries");
    }
}
