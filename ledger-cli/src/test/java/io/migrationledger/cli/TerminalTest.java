package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands on a terminal once a command has ended. */
class TerminalTest {
    private static final String CLEARS = "\u001b[K";

    @TempDir
    Path directory;

    @Test
    void nothingIsLeftOfTheProgress() {
        Workplace at = new Workplace(directory)
                .terminal()
                .migration("0001_a.sql", "CREATE TABLE a (x);\n")
                .migration(
                        "0002_slow.sql",
                        "-- ledger: statement-timeout=4s\n"
                                + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n;\n");
        Workplace.Result result = at.run("migrate");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .as("progress was shown")
                .contains("migrations ")
                .contains("0002 ")
                .contains(CLEARS);
        List<String> screen = screen(result.err());
        assertThat(screen.get(0)).as("%s", screen).contains("ML-1401");
        assertThat(screen).noneMatch(line -> line.contains("migrations  ") || line.contains("\u001b[?"));
    }

    /** Returns the lines that a terminal shows in the end: a carriage return goes back, and what is written replaces. */
    static List<String> screen(String written) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int cursor = 0;
        for (int i = 0; i < written.length(); i++) {
            if (written.startsWith(CLEARS, i)) {
                line.setLength(Math.min(cursor, line.length()));
                i += CLEARS.length() - 1;
                continue;
            }
            char c = written.charAt(i);
            if (c == '\n') {
                lines.add(line.toString());
                line.setLength(0);
                cursor = 0;
            } else if (c == '\r') {
                cursor = 0;
            } else if (cursor < line.length()) {
                line.setCharAt(cursor++, c);
            } else {
                line.append(c);
                cursor++;
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
