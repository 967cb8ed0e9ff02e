package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the tables say where migrations stand, and how they fit a terminal. */
class StatusTableTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory).shop();
    }

    @Test
    void whatWasDeclaredIsToldFromWhatWasRun() {
        at.run("baseline", "0001", "--reason", "was there");
        at.sql("CREATE TABLE users (id INTEGER, name TEXT)");
        at.run("migrate");
        at.migration("0003_bad.sql", "NONSENSE;\n");
        at.run("migrate");
        at.run("resolve", "0003", "--applied", "--reason", "by hand");
        assertThat(first()).containsExactly("baselined  0001", "applied  0002", "resolved  0003");
        assertThat(at.run("status").out()).contains("3 migrations: 1 applied, 1 baselined, 1 resolved. All by ");
    }

    @Test
    void acceptingAnEditChangesNeitherWhenNorTook() {
        at.run("migrate");
        String before = row("0002").replaceAll(" +", " ");
        at.migration("0002_add_mira.sql", "INSERT INTO users VALUES (1, 'Mira');\n-- edited\n");
        at.run("accept", "0002", "--reason", "a comment");
        assertThat(row("0002").replaceAll(" +", " ")).isEqualTo(before.replace("applied", "applied, accepted"));
        assertThat(before).containsPattern(" \\d+(\\.\\d+)? (µs|ms|s) ");
    }

    @Test
    void aTableFitsATerminalOf80Columns() {
        at.migration(
                        "0003_a_description_that_is_longer_than_what_is_left_of_a_line_beside_the_other_columns.sql",
                        "SELECT 1;\n")
                .terminal()
                .environment("NO_COLOR", "1")
                .environment("COLUMNS", "80");
        at.run("migrate");
        for (String command : List.of("status", "history")) {
            List<String> lines = at.run(command).out().lines().skip(1).toList();
            assertThat(lines)
                    .as(command)
                    .isNotEmpty()
                    .allSatisfy(line ->
                            assertThat(line.length()).as(line).isLessThanOrEqualTo(line.contains(" by ") ? 200 : 80));
        }
        assertThat(at.run("status").out().replaceAll("\\s+", " "))
                .contains("description that is longer than what is left");
        assertThat(at.environment("COLUMNS", "50").run("status").out())
                .contains("STATE    ID    WHEN (UTC)           DESCRIPTION");
    }

    private List<String> first() {
        return at.run("status")
                .out()
                .lines()
                .filter(line -> line.matches("\\S+ +\\d{4} .*"))
                .map(line -> line.replaceAll("^(\\S+) +(\\d{4}).*", "$1  $2"))
                .toList();
    }

    private String row(String id) {
        return at.run("status")
                .out()
                .lines()
                .filter(line -> line.contains(" " + id + " "))
                .findFirst()
                .orElseThrow();
    }
}
